"""A mail server as the internet runs them (aiosmtpd), with STARTTLS and a user, for one test.

Prints its port, then a JSON line for each message that it takes.
"""
import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

HERE = pathlib.Path(__file__).parent


class Taker:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                          "message": envelope.content.decode("ascii")}), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"maple" and data.password == b"S3CRET"
    return AuthResult(success=good, handled=good)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "tls/certificate.pem", HERE / "tls/key.pem")
    loop = asyncio.get_running_loop()

    def session():
        return SMTP(Taker(), tls_context=context, require_starttls=True, authenticator=authenticate,
                    auth_required=True, hostname="localhost")

    server = await loop.create_server(session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
