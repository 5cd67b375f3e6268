"""Letters about getting in: the sign-in link and the invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from incubator.notices.letters import Letter
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class SignIn(Letter):
    """To whoever asks to sign in: at once, with a link and a code that are good for some minutes."""

    kind: ClassVar[str] = "sign_in"
    link: ClassVar[str] = "/auth/{token}"
    is_secret: ClassVar[bool] = True

    token: str
    code: str
    minutes: int = 15


@dataclass(frozen=True, kw_only=True)
class Invitation(Letter):
    """To whoever is invited: when somebody gives them a role here."""

    kind: ClassVar[str] = "invitation"
    link: ClassVar[str] = "/invitations/{token}"
    is_secret: ClassVar[bool] = True

    token: str
    role: Words  # "mentor", "programme manager"
    inviter: str
    expires_on: date
    programme: Words | None = None
    venture: str = ""
