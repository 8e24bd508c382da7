"""A small public-key infrastructure of the tests' own, and PDFs signed with it."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

NOW = datetime.now(UTC).replace(microsecond=0)
QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
# SEQUENCE { SEQUENCE { OID 0.4.0.1862.1.1 (QcCompliance) } SEQUENCE { OID 0.4.0.1862.1.4 (QcSSCD) } }
QC_COMPLIANCE = bytes.fromhex("30143008060604008e460101300806060400 8e460104")


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def asn1_key(self) -> Any:
        return asn1_keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def issue(
    name: str,
    issuer: Identity | None = None,
    *,
    ca: bool = False,
    crl: bool = False,
    stamping: bool = False,
    qualified: bool = False,
    start: datetime = NOW - timedelta(days=400),
    days: int = 3650,
) -> Identity:
    """A certificate; self-signed without issuer. `crl` names a place where revocations are published."""
    key: Any = ec.generate_private_key(ec.SECP256R1())
    if stamping:  # pyHanko's stamper for tests knows RSA only
        key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.COUNTRY_NAME, "NL")]
    )
    parent = issuer.certificate.subject if issuer else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(parent)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(ca), critical=True)
    )
    signer = issuer.key if issuer else key
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    )
    if stamping:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    if crl:
        place = x509.DistributionPoint(
            [x509.UniformResourceIdentifier("http://crl.invalid/list.crl")], None, None, None
        )
        builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    if qualified:
        builder = builder.add_extension(
            x509.UnrecognizedExtension(QC_STATEMENTS, QC_COMPLIANCE), critical=False
        )
    return Identity(builder.sign(signer, hashes.SHA256()), key)


def _usage(ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def revocation_list(issuer: Identity, *revoked: Identity, when: datetime = NOW - timedelta(days=1)) -> bytes:
    """A CRL (DER) of this issuer, fresh now."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW - timedelta(hours=1))
        .next_update(NOW + timedelta(days=7))
    )
    for one in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(when)
            .build()
        )
        builder = builder.add_revoked_certificate(entry)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
    )
    builder = builder.add_extension(x509.CRLNumber(1), critical=False)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@cache
def root() -> Identity:
    return issue("Test Root", ca=True)


@cache
def intermediate() -> Identity:
    return issue("Test Issuing CA", root(), ca=True)


def plain_pdf(text: str = "Diploma verpleegkunde") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, text)
    canvas.save()
    return buffer.getvalue()


def sign(
    pdf: bytes,
    signer: Identity,
    *,
    tsa: Identity | None = None,
    field: str = "Signature1",
    certify: fields.MDPPerm | None = None,
    chain: tuple[Identity, ...] = (),
) -> bytes:
    """The PDF with one more signature."""
    registry = SimpleCertificateStore()
    registry.register_multiple([one.asn1 for one in (chain or (intermediate(),))])
    hand = signers.SimpleSigner(signing_cert=signer.asn1, signing_key=signer.asn1_key, cert_registry=registry)
    stamper = None
    if tsa is not None:
        stamper = timestamps.DummyTimeStamper(
            tsa_cert=tsa.asn1, tsa_key=tsa.asn1_key, certs_to_embed=registry
        )
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify is not None,
        docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    done = asyncio.run(signers.PdfSigner(meta, hand, timestamper=stamper).async_sign_pdf(writer))
    return bytes(done.getvalue())


def with_evidence(pdf: bytes, *, crls: tuple[bytes, ...]) -> bytes:
    """The PDF with CRLs in its document security store, as long-term signatures carry them."""
    from asn1crypto.crl import CertificateList
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    stream = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(stream, sig_contents=None, crls=[CertificateList.load(c) for c in crls])
    return stream.getvalue()


def write(folder: Path, data: bytes, name: str = "signed.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
