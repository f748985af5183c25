"""Figures in sentences. A zero denominator is "n/a", never 0%; a poll is never won."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from storage.events import EVER, Audience, Finding, MeetingKind, PollKind, Progress, Text
from storage.i18n import N_, _, plural
from storage.measures.delivery import Delivery
from storage.measures.meetings import Attended, Cadence, Headcount, Quorum
from storage.measures.members import LARGEST, SMALLEST, Band, Size
from storage.measures.milestones import Plan
from storage.measures.milestones import Stage as MilestoneStage
from storage.measures.polls import Silence, Stage, Tally
from storage.measures.polls import tally as tally_of
from storage.moments import MONTHS, tell_day, tell_deadline, tell_minute
from storage.state import Meeting, Poll

STATUSES: Final = {
    Progress.OPEN: N_("Open"),
    Progress.IN_PROGRESS: N_("In progress"),
    Progress.DONE: N_("Done"),
    Progress.DROPPED: N_("Dropped"),
    Progress.UNKNOWN: N_("Status unknown"),
}
_BANDS: Final = {
    Band.BELOW: N_("below {smallest}–{largest}"),
    Band.INSIDE: N_("within {smallest}–{largest}"),
    Band.ABOVE: N_("above {smallest}–{largest}"),
}
_MILESTONE_STAGES: Final = {
    MilestoneStage.DROPPED: N_("Dropped"),
    MilestoneStage.MET: N_("Met"),
    MilestoneStage.LATE: N_("Late"),
    MilestoneStage.AT_RISK: N_("At risk"),
    MilestoneStage.ON_TRACK: N_("On track"),
    MilestoneStage.UNDATED: N_("No date"),
}
_MEETING_STAGES: Final = {
    "open": N_("Going on now"),
    "between": N_("Between two sittings"),
    "planned": N_("Planned"),
    "not opened": N_("Planned, not opened"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}


def written(text: Text) -> str:
    """Return what a person wrote, or what the public is told of a text that was erased."""
    return str(text) or (_("(text erased)") if text.digest else "")


def quote(text: str) -> str:
    """Return the text in quotation marks."""
    return _("“{text}”").format(text=text)


def size(counted: Size) -> str:
    """Return for example "22 members: within 15–30"."""
    members = plural("{count} member", "{count} members", counted.size)
    band = _(_BANDS[counted.band]).format(smallest=SMALLEST, largest=LARGEST)
    return _("{members}: {band}").format(members=members, band=band)


def standing(counted: Iterable[tuple[Progress, int]]) -> str:
    """Return the commitments by status in a sentence."""
    counts = [(STATUSES[progress], count) for progress, count in counted if count]
    if not counts:
        return _("No commitment is recorded yet.")
    total = plural("{count} commitment", "{count} commitments", sum(count for _name, count in counts))
    parts = ", ".join(f"{_(name).lower()} {count}" for name, count in counts)
    return _("{total}: {parts}.").format(total=total, parts=parts)


def turnout(tally: Tally) -> str:
    """Return for example "12 of 22 (55%)"; of everyone only "12 people", and of nobody "n/a"."""
    if tally.silence:
        return _("not known before the close") if tally.silence is Silence.HIDDEN else _("n/a")
    if tally.electorate is None:
        return plural("{count} person", "{count} people", tally.voters)
    if not tally.electorate:
        return _("n/a")
    return _("{voters} of {electorate} ({share})").format(
        voters=tally.voters, electorate=tally.electorate, share=share(tally.voters, tally.electorate)
    )


def silence(why: Silence) -> str:
    """Return why there are no figures of a poll."""
    if why is Silence.WITHDRAWN:
        return _("Withdrawn, without a result.")
    if why is Silence.VOID:
        return _("Void: its ballots were lost before they were counted, so there is no result.")
    return _("Secret: results come after the close.")


def share(part: int, whole: int) -> str:
    """Return a share in percent; of nothing, "n/a"."""
    return f"{part / whole:.0%}" if whole else _("n/a")


def reading(tally: Tally, options: Sequence[str], stage: Stage) -> str:
    """Return what the totals say, and no more: where most votes are, or that they are tied."""
    if tally.silence:
        return silence(tally.silence)
    if not tally.voters:
        sentence = _("Nobody has voted yet.") if stage is Stage.OPEN else _("Nobody voted.")
    elif not tally.deciding:
        sentence = _("Everybody who voted abstained.")
    else:
        sentence = _read(tally, [quote(options[number - 1]) for number in tally.leading])
    return _("So far: {sentence}").format(sentence=sentence) if stage is Stage.OPEN else sentence


def _read(tally: Tally, leading: Sequence[str]) -> str:
    names = _("; ").join(leading)
    match tally.kind:
        case PollKind.CONSENSUS:
            agree, concerns, block = tally.counts
            sentence = _("Agree: {agree}. Abstain: {abstain}. Concerns: {concerns}. Block: {block}.")
            return sentence.format(agree=agree, abstain=tally.abstained, concerns=concerns, block=block)
        case PollKind.RANKED if not leading:
            return _("The count stops at a tie between options for the last place.")
        case PollKind.RANKED:
            one, several = _("The ranked count ends at {options}."), _("The ranked count ends in a tie: {options}.")
            return (one if len(leading) == 1 else several).format(options=names)
        case PollKind.DATES if leading:
            place = tally.leading[0] - 1
            sentence = _("Suits most: {options}, with {yes} yes and {maybe} if need be.")
            return sentence.format(options=names, yes=tally.counts[place], maybe=tally.maybe[place])
    return _most(tally, leading) if leading else _("Nobody chose any option.")


def _most(tally: Tally, leading: Sequence[str]) -> str:
    most, names = max(tally.counts), _("; ").join(leading)
    if len(leading) > 1:
        each = plural("{count} vote each", "{count} votes each", most)
        return _("A tie, with {votes}: {options}.").format(votes=each, options=names)
    votes = plural("{count} vote", "{count} votes", most)
    return _("Most votes: {option}, with {votes}.").format(option=names, votes=votes)


def counts(tally: Tally) -> list[str]:
    """Return what each option got, such as "9", on dates "5 yes, 2 if need be", in a ranked poll "first on 9"."""
    if tally.kind is PollKind.DATES:
        sentence = _("{yes} yes, {maybe} if need be")
        return [sentence.format(yes=yes, maybe=maybe) for yes, maybe in zip(tally.counts, tally.maybe, strict=True)]
    if tally.kind is PollKind.RANKED:
        return [_("first on {count}").format(count=count) for count in tally.counts]
    return [str(count) for count in tally.counts]


def votes(tally: Tally) -> list[str]:
    """Return what each option got, in words."""
    if tally.kind in (PollKind.DATES, PollKind.RANKED):
        return counts(tally)
    return [plural("{count} vote", "{count} votes", count) for count in tally.counts]


def poll_stage(stage: Stage, closes: datetime | None) -> str:
    """Return where a poll stands, and when it closes or closed."""
    if stage is Stage.WITHDRAWN and closes:
        return _("Withdrawn on {time}").format(time=tell_minute(closes))
    if stage is Stage.CLOSED and closes:
        return _("Closed on {time}").format(time=tell_minute(closes))
    if closes:
        return _("Open until {time}").format(time=tell_minute(closes))
    return _("Open, without a closing time")


RULES: Final = {
    PollKind.SINGLE: N_("A ballot names one option."),
    PollKind.MULTIPLE: N_("A ballot may name several options."),
    PollKind.APPROVAL: N_("A ballot names every option that the voter could accept."),
    PollKind.RANKED: N_("A ballot ranks options; they are counted by instant run-off."),
    PollKind.CONSENSUS: N_("A ballot says: agree, abstain, concerns or block."),
    PollKind.DATES: N_("A ballot says of each time: yes, if need be or no."),
}


def rule(kind: PollKind, choose: int = 0) -> str:
    """Return what a ballot says, and how many options it may name."""
    if choose > 1:
        return plural("A ballot may name {count} option.", "A ballot may name up to {count} options.", choose)
    return _(RULES[kind])


def options(poll: Poll) -> list[str]:
    """Return the options of a poll as the public reads them: times in UTC, levels of consensus translated."""
    if poll.times:
        return [tell_minute(time) for time in poll.times]
    if poll.kind is PollKind.CONSENSUS:
        return [_(str(level)) for level in poll.options]
    return [written(option) for option in poll.options]


FINDINGS: Final = {
    Finding.FULL_CONSENSUS: N_("full consensus"),
    Finding.CONSENSUS: N_("consensus"),
    Finding.STRONG_SUPPORT: N_("strong support with significant opposition"),
    Finding.DIVERGENCE: N_("divergence"),
    Finding.MINORITY_VIEW: N_("minority view"),
}


def finding(poll: Poll) -> list[str]:
    """Return what a co-chair reads in a poll, with how many object; nothing where nobody has read it."""
    if poll.reading is None:
        return []
    told = _("A co-chair's reading: {finding}. {text}").format(
        finding=_(FINDINGS[poll.reading.finding]), text=written(poll.reading.text)
    )
    if poll.kind is not PollKind.CONSENSUS:
        return [told]
    _agree, concerns, block = tally_of(poll).counts
    objections = _("Beside it stand: concerns {concerns}, block {block}.").format(concerns=concerns, block=block)
    return [told, objections]


def electorate(poll: Poll) -> str:
    """Return how many may vote, and as what."""
    if poll.rules.audience is Audience.EVERYONE:
        return _("Everyone may vote.")
    if poll.rules.audience is Audience.COMMUNITY:
        one = "{count} member of the working group and the community may vote."
        return plural(one, "{count} members of the working group and the community may vote.", len(poll.electorate))
    one = "{count} member of the working group may vote."
    return plural(one, "{count} members of the working group may vote.", len(poll.electorate))


def typed(moment: datetime) -> str:
    """Return a moment as it can be typed anywhere, such as "12 May 2021 13:00 UTC"."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment:%Y %H:%M} UTC"


def headcount(count: Headcount | None) -> str:
    """Return for example "14 of 22 members, 3 others"."""
    if count is None:
        return _("not recorded")
    members = _("{present} of {eligible} members").format(present=count.present, eligible=count.eligible)
    if not count.eligible:
        members = _("members: n/a")
    if count.proxies:
        represented = plural("{count} represented by proxy", "{count} represented by proxy", count.proxies)
        members = _("{members}, {represented}").format(members=members, represented=represented)
    others = plural("{count} other", "{count} others", count.others)
    return _("{members}, {others}").format(members=members, others=others)


def cadence(counted: Cadence | None) -> str:
    """Return for example "in 11 of 12 complete months (92%)"."""
    if counted is None:
        return _("n/a (no complete month yet)")
    months = plural("{count} complete month", "{count} complete months", counted.months)
    return _("in {met} of {months} ({share})").format(
        met=counted.met, months=months, share=share(counted.met, counted.months)
    )


def attendance(counted: Attended | None) -> str:
    """Return for example "74% over 12 meetings"."""
    if counted is None:
        return _("n/a (no attendance recorded)")
    over = plural("{count} recorded meeting", "{count} recorded meetings", counted.meetings)
    return _("{share} over {meetings}").format(share=share(counted.present, counted.eligible), meetings=over)


def quorum(counted: Quorum) -> str:
    """Return whether there was a quorum, with the numbers."""
    sentence = _("Quorum ({part}): {needed} needed, {present} present")
    if not counted.met:
        sentence = _("No quorum ({part}): {needed} needed, {present} present")
    return sentence.format(part=counted.agreed, present=counted.present, needed=counted.needed)


def starts(meeting: Meeting) -> str:
    """Return when the sittings of a meeting are to start, or were."""
    return _(" and again ").join(tell_minute(sitting.starts) for sitting in meeting.sittings)


def begins(meeting: Meeting) -> str:
    """Return when the sittings of a meeting began; of those that did not, when they start."""
    return _(" and again ").join(tell_minute(sitting.begins) for sitting in meeting.sittings)


def meeting_stage(stage: str) -> str:
    """Return where a meeting stands; see `storage.measures.meetings.stage`."""
    return _(_MEETING_STAGES[stage])


def meeting_title(title: str, kind: MeetingKind) -> str:
    """Return the meeting's title; a community meeting says that it is one."""
    return _("{title} (community meeting)").format(title=title) if kind is MeetingKind.COMMUNITY else title


def due(deadline: datetime | None) -> str:
    """Return a commitment's deadline."""
    return tell_deadline(deadline) if deadline else _("no deadline")


def on_time(kept: int, due: int) -> str:
    """Return for example "3 of 5 (60%)"; while nothing has come due, "n/a"."""
    if not due:
        return _("n/a (none was due yet)")
    return _("{kept} of {due} ({share})").format(kept=kept, due=due, share=share(kept, due))


def median_slip(counted: Delivery) -> str:
    """Return for example "12.5 days late (n 6)"; early is said, not written with a minus."""
    days, n = counted.median_slip, counted.due
    if days is None:
        return _("n/a (none was due yet)")
    size = abs(days)
    amount = (
        plural("{count} day", "{count} days", int(size)) if size == int(size) else _("{days} days").format(days=size)
    )
    sentence = _("{amount} late (n {n})") if days > 0 else _("{amount} early (n {n})")
    return (sentence if days else _("none (n {n})")).format(amount=amount, n=n)


def plan(counted: Plan) -> str:
    """Return for example "4 of 5 on track (80%), 1 at risk, 2 met"; without a dated milestone, "n/a"."""
    if not counted.total:
        return _("none yet")
    if not counted.dated:
        tracked = _("on track n/a (none is dated)")
    else:
        rate = share(counted.on_track, counted.dated)
        tracked = _("{on_track} of {dated} on track ({share})").format(**counted._asdict(), share=rate)
    return _("{tracked}, {at_risk} at risk, {met} met").format(tracked=tracked, **counted._asdict())


def milestone_stage(stage: MilestoneStage) -> str:
    """Return where a milestone stands."""
    return _(_MILESTONE_STAGES[stage])


def status(progress: Progress, *, overdue: bool) -> str:
    """Return a commitment's status; overdue is said with it."""
    text = _(STATUSES[progress])
    return _("{status}, overdue").format(status=text) if overdue else text


def day(moment: datetime) -> str:
    """Return the day of something public; an import without a date holds since ever."""
    return _("not dated") if moment == EVER else tell_day(moment)
