"""The workspace on a port of this machine, with everything that belongs to it."""

import time
from collections.abc import Callable, Sequence
from types import TracebackType

from aiohttp import ClientSession, web

from tests.slack.api import Api
from tests.slack.delivery import Carrier, Deliveries
from tests.slack.person import Person
from tests.slack.signed_http import SignedHttp
from tests.slack.socket_mode import Sockets
from tests.slack.workspace import Workspace

LOOPBACK = "127.0.0.1"


class Slack(Workspace):
    """A workspace that is served: `async with Slack() as slack`, then attach an app by `slack.api_url`."""

    def __init__(self, now: Callable[[], float] = time.time, port: int = 0) -> None:
        super().__init__(now)
        self.request_url = ""
        """Where payloads go by signed HTTP; while it is empty they go through Socket Mode."""
        self.signs_at: Callable[[], float] = time.time
        """The clock of signatures, which an app compares with its own."""
        self.more: Sequence[web.RouteDef] = ()
        """What else to serve."""
        self.sockets = Sockets(self)
        self.deliveries = Deliveries(self, self._carrier)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None

    @property
    def api_url(self) -> str:
        """Return the base of the Web API, for `SLACK_API_URL`."""
        return f"{self.address}/api/"

    @property
    def session(self) -> ClientSession:
        """Return a session for requests to the app, and for tests."""
        assert self._session
        return self._session

    def as_user(self, id: str) -> Person:
        """Return somebody who acts."""
        return Person(self, self.deliveries, self.rooms.users[id])

    async def start(self) -> None:
        """Listen."""
        api = Api(self)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", api.method)
        app.router.add_post("/response/{name}", api.response_url)
        app.router.add_post("/upload/{file}", api.upload)
        app.router.add_get("/link", self.sockets.accept)
        app.router.add_routes(self.more)
        self._session = ClientSession()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.address = f"http://{LOOPBACK}:{self._port}"

    async def stop(self) -> None:
        """Let go what is held, and stop listening."""
        self.faults.off()
        await self.sockets.close()
        if self._session:
            await self._session.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> "Slack":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.stop()

    def _carrier(self) -> Carrier:
        if not self.request_url:
            return self.sockets
        return SignedHttp(self.request_url, self.secrets.signing_secret, self.session, self.signs_at)
