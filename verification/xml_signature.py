"""Checking the enveloped XML signature of a trusted list (W3C XML Signature 1.1, ETSI TS 119 612 Annex B).

Only what trusted lists use is understood: an enveloped signature by one certificate, exclusive
canonicalisation, RSA or ECDSA with SHA-2. Anything else is "not verified", never "fine".
"""

from __future__ import annotations

import base64
import copy
import hashlib
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree  # type: ignore[import-untyped]

from verification.errors import TrustError

DS = "{http://www.w3.org/2000/09/xmldsig#}"
_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_EXCLUSIVE = (
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
)
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_PSS = "http://www.w3.org/2007/05/xmldsig-more#"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "256": hashes.SHA256(),
    "384": hashes.SHA384(),
    "512": hashes.SHA512(),
}


class SignatureNotUnderstoodError(TrustError):
    """The XML signature uses something that is not checked here."""


def signer_of(root: Any) -> x509.Certificate | None:
    """The certificate that signed this document, None if it is not signed.

    Raises SignatureNotUnderstoodError if it cannot be checked, TrustError if the document was changed after
    it was signed. Whether the signer is who it should be is not asked here.
    """
    found = root.findall(f"{DS}Signature")
    if not found:
        return None
    if len(found) > 1:
        raise SignatureNotUnderstoodError("more than one signature")
    signature = found[0]
    info = signature.find(f"{DS}SignedInfo")
    certificate = _certificate(signature)
    if info is None:
        raise SignatureNotUnderstoodError("no SignedInfo")
    _check_references(root, signature, info)
    _check_value(signature, info, certificate)
    return certificate


def _certificate(signature: Any) -> x509.Certificate:
    text = signature.findtext(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")
    if not text:
        raise SignatureNotUnderstoodError("no certificate with the signature")
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text))
    except ValueError as exc:
        raise SignatureNotUnderstoodError("the certificate of the signature cannot be read") from exc


def _canonical(element: Any, method: Any) -> bytes:
    algorithm = method.get("Algorithm") if method is not None else None
    if algorithm not in _EXCLUSIVE:
        raise SignatureNotUnderstoodError("a canonicalisation that is not checked here")
    prefixes = None
    for child in method:
        prefixes = (child.get("PrefixList") or "").split() or None
    return bytes(
        etree.tostring(
            element,
            method="c14n",
            exclusive=True,
            inclusive_ns_prefixes=prefixes,
            with_comments=str(algorithm).endswith("WithComments"),
        )
    )


def _check_references(root: Any, signature: Any, info: Any) -> None:
    whole = False
    for reference in info.findall(f"{DS}Reference"):
        uri = reference.get("URI") or ""
        transforms = reference.findall(f"{DS}Transforms/{DS}Transform")
        methods = [t for t in transforms if t.get("Algorithm") != _ENVELOPED]
        enveloped = len(methods) < len(transforms)
        if uri in ("", f"#{root.get('Id')}"):
            whole = True
            element = _without_signature(root) if enveloped else root
        else:
            element = _by_id(signature, uri)
        digest = _DIGESTS.get(reference.find(f"{DS}DigestMethod").get("Algorithm"))
        if digest is None or len(methods) != 1:
            raise SignatureNotUnderstoodError("a digest or transform that is not checked here")
        value = base64.b64decode(reference.findtext(f"{DS}DigestValue") or "")
        if hashlib.new(digest, _canonical(element, methods[0])).digest() != value:
            raise TrustError("the list was changed after it was signed")
    if not whole:
        raise SignatureNotUnderstoodError("the signature does not cover the list")


def _without_signature(root: Any) -> Any:
    bare = copy.deepcopy(root)
    child = bare.find(f"{DS}Signature")
    before, tail = child.getprevious(), child.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        bare.text = (bare.text or "") + tail
    bare.remove(child)
    return bare


def _by_id(signature: Any, uri: str) -> Any:
    found = [e for e in signature.iter() if isinstance(e.tag, str) and f"#{e.get('Id')}" == uri]
    if len(found) != 1:
        raise SignatureNotUnderstoodError("a reference to something else")
    return found[0]


def _check_value(signature: Any, info: Any, certificate: x509.Certificate) -> None:
    algorithm = info.find(f"{DS}SignatureMethod").get("Algorithm") or ""
    value = base64.b64decode(signature.findtext(f"{DS}SignatureValue") or "")
    signed = _canonical(info, info.find(f"{DS}CanonicalizationMethod"))
    chosen = _HASHES.get(algorithm[-3:]) or _HASHES.get(algorithm.removesuffix("-rsa-MGF1")[-3:])
    key = certificate.public_key()
    if chosen is None:
        raise SignatureNotUnderstoodError("a signature algorithm that is not checked here")
    try:
        if isinstance(key, rsa.RSAPublicKey) and algorithm.startswith(f"{_MORE}rsa-sha"):
            key.verify(value, signed, padding.PKCS1v15(), chosen)
        elif isinstance(key, rsa.RSAPublicKey) and algorithm.startswith(_PSS):
            key.verify(value, signed, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
        elif algorithm.startswith(f"{_MORE}ecdsa-sha") and isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) // 2
            pair = int.from_bytes(value[:half]), int.from_bytes(value[half:])
            key.verify(encode_dss_signature(*pair), signed, ec.ECDSA(chosen))
        else:
            raise SignatureNotUnderstoodError("a signature algorithm that is not checked here")
    except InvalidSignature as exc:
        raise TrustError("the signature of the list is not right") from exc
