"""A network with a past: a bit of everything that the public page shows, and of all that it must not show."""

from tests.conversation import Conversation

WORDS = ("zofiamarker", "quentinmarker", "ramonmarker", "ivettemarker", "outsidermarker")
"""The short names of everybody here."""
HIDDEN = (
    *WORDS,
    "console:",
    "orgmarker",
    "reasonmarker",
    "evidencemarker",
    "proposalmarker",
    "optionmarker",
    "Kyiv",
    "takenbackmarker",
)
"""What must not be read anywhere."""
LIFE = (
    "@sec /pn add PNE Policy Network on Environment",
    "@sec /pn add PNMA Policy Network on Meaningful Access",
    "@sec /pn member add @zofiamarker PNE role:mwg, co-chair organisation:orgmarker",
    "@sec /pn member add @quentinmarker PNE group:civil society region:Africa",
    "@sec /pn member add @ramonmarker PNE",
    "@sec /pn member add @ivettemarker PNE role:consultant",
    "@outsidermarker /pn join PNE",
    "@quentinmarker /pn me zone:Europe/Kyiv",
    "@zofiamarker /poll open Which theme first? | Connectivity | Inclusion | Capacity closes:in 60 minutes",
    "@quentinmarker /poll vote P1 2",
    "@zofiamarker /poll vote P1 2",
    "@quentinmarker /poll open A proposalmarker? | optionmarker | Other",
    "@zofiamarker /meeting plan in 20 minutes title:March call",
    "@zofiamarker /meeting open M1",
    "@zofiamarker /attend @zofiamarker",
    "@ivettemarker /attend M1",
    "@ramonmarker /apologies M1",
    "@zofiamarker /meeting plan 21 March 2021 17:00 UTC title:April call",
    "@zofiamarker /meeting plan 22 March 2021 17:00 UTC title:Spare call",
    "@zofiamarker /meeting cancel M3 because:reasonmarker",
    "@zofiamarker /commit Draft the data section by:in 10 minutes owner:@quentinmarker",
    "@zofiamarker /commit Ask the NRIs by:22 April",
    "@zofiamarker /commit Write to the MAG by:22 April",
    "@zofiamarker /commit Never mind",
    "@zofiamarker /commit slip C2 by:23 April because:reasonmarker",
    "@zofiamarker /commit done C3 https://evidencemarker.example.org",
    "@zofiamarker /commit drop C4 because:reasonmarker",
    "@zofiamarker /pn milestone add Outline agreed by:30 April",
    "@zofiamarker /pn milestone include W1 C1 C2 C3 C4",
    "@zofiamarker /pn milestone add Report published",
    "@zofiamarker /pn milestone add Called for by:2 March",
    "@zofiamarker /pn milestone move W3 by:3 March because:reasonmarker",
    "@zofiamarker /pn milestone add Group formed by:2 March",
    "@zofiamarker /pn milestone met W4",
    "@zofiamarker /pn milestone add Never mind",
    "@zofiamarker /pn milestone drop W5 because:reasonmarker",
    "@sec /publish The call is open.",
    "@sec #pne /publish takenbackmarker",
    "@sec /pn undo",
)


def live(talk: Conversation) -> Conversation:
    """Let all of it happen, and half an hour pass."""
    talk.given(*LIFE)
    talk.wait(minutes=30)
    talk.given("@zofiamarker /meeting close M1", "@zofiamarker /poll open Is it complete? | Yes | No")
    talk.given("@ramonmarker /poll vote P3 1")
    talk.wait(minutes=40)
    return talk
