# The frame of the client page. Its rows and fields are for developers, in English.

client-title = Client
client-lead = A public OAuth 2.0 client in your browser: it runs a sign-in against any server and checks every answer.
client-no-script = This page is an OAuth client written in Rust, running in your browser. It needs JavaScript and WebAssembly.
