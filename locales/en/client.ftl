# The frame of the client page. Its rows and fields are for developers, in English.

client-title = OAuth client
client-no-script = This page is an OAuth client written in Rust, running in your browser. It needs JavaScript and WebAssembly.
