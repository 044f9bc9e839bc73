"""Signatures of packs: ed25519 over the bytes of `pack.json`, which names the digest of every other file.

For places without a network: whoever makes packs keeps a secret key, whoever installs them keeps the public one. PyNaCl
(libsodium) does the arithmetic.
"""

import json
from enum import StrEnum
from pathlib import Path

from pipelines.knowledge.manifest import MANIFEST_FILE, PackError

SIGNATURE_FILE = "pack.sig"
KEY_SUFFIX = ".pub"
SEED_BYTES = 32
SECRET_MODE = 0o600


class Standing(StrEnum):
    """What a pack's signature is worth here."""

    TRUSTED = "signed"
    UNKNOWN = "signed by a key that is not trusted here"
    UNSIGNED = "unsigned"


def make_key(path: Path) -> Path:
    """Write a new secret key to `path` and its public key beside it; return the path of the public key.

    Raises:
        PackError: If there is a file already.
    """
    from nacl.encoding import HexEncoder
    from nacl.signing import SigningKey

    public = path.with_name(path.name + KEY_SUFFIX)
    if path.exists() or public.exists():
        raise PackError(f"{path}: there is a key already; name another file")
    key = SigningKey.generate()
    path.touch(mode=SECRET_MODE)
    path.write_bytes(key.encode(HexEncoder) + b"\n")
    public.write_bytes(key.verify_key.encode(HexEncoder) + b"\n")
    return public


def sign(folder: Path, secret: Path) -> None:
    """Sign a pack with a secret key that `make_key` wrote.

    Raises:
        PackError: If the key cannot be read.
    """
    from nacl.encoding import HexEncoder
    from nacl.signing import SigningKey

    try:
        key = SigningKey(secret.read_bytes().strip(), encoder=HexEncoder)
    except (OSError, ValueError, TypeError) as error:
        raise PackError(f"{secret}: not a secret key of {SEED_BYTES} bytes in hexadecimal ({error})") from error
    signature = key.sign((folder / MANIFEST_FILE).read_bytes()).signature.hex()
    content = {"algorithm": "ed25519", "public_key": key.verify_key.encode(HexEncoder).decode(), "signature": signature}
    (folder / SIGNATURE_FILE).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def trusted_keys(folder: Path) -> frozenset[str]:
    """Return the public keys, hexadecimal, of the files `*.pub` in a folder; none when there is no folder."""
    return frozenset(public_key(path) for path in sorted(folder.glob(f"*{KEY_SUFFIX}")))


def public_key(path: Path) -> str:
    """Return the public key of a file.

    Raises:
        PackError: If it is none.
    """
    try:
        text = path.read_text(encoding="ascii").strip().lower()
        is_key = len(bytes.fromhex(text)) == SEED_BYTES
    except (OSError, ValueError) as error:
        raise PackError(f"{path}: not a public key ({error})") from error
    if not is_key:
        raise PackError(f"{path}: not a public key of {SEED_BYTES} bytes in hexadecimal")
    return text


def signature_standing(folder: Path, trusted: frozenset[str]) -> Standing:
    """Return what the signature of a pack is worth.

    Raises:
        PackError: If there is a signature and it is not one of this manifest.
    """
    path = folder / SIGNATURE_FILE
    if not path.is_file():
        return Standing.UNSIGNED
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        content = json.loads(path.read_bytes())
        key = str(content["public_key"]).lower()
        VerifyKey(bytes.fromhex(key)).verify((folder / MANIFEST_FILE).read_bytes(), bytes.fromhex(content["signature"]))
    except BadSignatureError as error:
        raise PackError(f"{path}: the signature is not one of this {MANIFEST_FILE}; get the pack again") from error
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise PackError(f"{path}: not a signature that can be read ({error}); get the pack again") from error
    return Standing.TRUSTED if key in trusted else Standing.UNKNOWN
