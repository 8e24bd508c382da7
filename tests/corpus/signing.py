"""Digital signatures by an invented issuer, for born-digital files (PAdES, no time stamp, no trusted chain).

The key comes from a fixed seed and protects nothing. Signing time and file id differ between runs.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from random import Random

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore


def _prime(rng: Random, bits: int) -> int:
    while True:
        candidate = rng.getrandbits(bits) | 3 << (bits - 2) | 1
        small = all(candidate % p for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37))
        if (
            small
            and candidate % 65537 != 1
            and all(pow(a, candidate - 1, candidate) == 1 for a in (2, 3, 5, 7))
        ):
            return candidate


@cache
def key() -> rsa.RSAPrivateKey:
    """A 2048-bit key that is the same in every run."""
    rng = Random("bewijsloket corpus")
    p, q = _prime(rng, 1024), _prime(rng, 1024)
    d = pow(65537, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), public)
    return numbers.private_key()


@cache
def signer(name: str = "Dienst Diploma-uittreksels") -> signers.SimpleSigner:
    """A signer with a self-signed certificate."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=key().public_key(),
        serial_number=20_240_118,
        not_valid_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_valid_after=datetime(2040, 1, 1, tzinfo=UTC),
    ).add_extension(
        x509.KeyUsage(
            digital_signature=True,
            content_commitment=True,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=False,
            crl_sign=False,
            encipher_only=False,
            decipher_only=False,
        ),
        critical=True,
    )
    cert = builder.sign(key(), hashes.SHA256())
    private = key().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(cert.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )


def sign(data: bytes, *, field: str = "Handtekening") -> bytes:
    """The PDF with an invisible signature in an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=None)
    out = signers.sign_pdf(writer, meta, signer=signer())
    return bytes(out.getvalue())
