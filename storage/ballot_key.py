"""The key of a ballot box: it seals ballots, and the one-time links to vote with. Without it both are noise.

Sealing is ChaCha20-Poly1305 (RFC 8439) with random nonces; for each use a key of its own is made of the one kept.
"""

import base64
import binascii
import hashlib
import secrets
from contextlib import suppress
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

LENGTH: Final = 32
NONCE: Final = 12
OVERHEAD: Final = NONCE + 16
"""Bytes by which what is sealed is longer: the nonce and the tag."""


class Unsealable(ValueError):
    """This was not sealed with this key, not for this place, or was changed since."""


class Key:
    """A secret of `LENGTH` bytes."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != LENGTH:
            raise ValueError(f"a key has {LENGTH} bytes, not {len(secret)}")
        self._secret = secret
        self._ballots = self._cipher(b"ballots")
        self._links = self._cipher(b"links")

    @classmethod
    def made(cls) -> "Key":
        """Return a new key."""
        return cls(secrets.token_bytes(LENGTH))

    @classmethod
    def read(cls, text: str) -> "Key":
        """Return the key that was written so. Raise `ValueError` for what is none."""
        return cls(bytes.fromhex(text))

    def written(self) -> str:
        """Return the key as text."""
        return self._secret.hex()

    def seal(self, content: bytes, place: bytes) -> bytes:
        """Return the content sealed for a place; in another place it cannot be unsealed."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._ballots.encrypt(nonce, content, place)

    def unseal(self, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed for this place. Raise `Unsealable`."""
        try:
            return self._ballots.decrypt(sealed[:NONCE], sealed[NONCE:], place)
        except (InvalidTag, ValueError):
            raise Unsealable from None

    def link(self, person: str) -> str:
        """Return a new code that stands for a person and tells nobody else who that is."""
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + self._links.encrypt(nonce, person.encode(), None)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def linked(self, code: str) -> str:
        """Return the person of a code; an empty text for a code that was not made with this key."""
        with suppress(InvalidTag, ValueError, binascii.Error):
            sealed = base64.b64decode(code.encode() + b"=" * (-len(code) % 4), b"-_", validate=True)
            return self._links.decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
        return ""

    def _cipher(self, use: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(hashlib.blake2b(key=self._secret, person=use, digest_size=LENGTH).digest())
