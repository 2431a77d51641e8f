"""The same server with a slip: it does not remember that it has closed a socket. When it stops, a worker
whose connection was still open closes that once more."""

from echo_server import EchoServer
from irpflow import serve


class ForgetfulEchoServer(EchoServer):
    def converse(self, worker, socket):
        yield from super().converse(worker, socket)
        if self.stopping:
            yield from self.close(worker, socket)


if __name__ == "__main__":
    serve(lambda settings: ForgetfulEchoServer(settings).routines())
