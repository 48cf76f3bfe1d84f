# Der Rahmen der Client-Seite. Ihre Zeilen und Felder sind für Entwickler, auf Englisch.

client-title = OAuth-Client
client-no-script = Diese Seite ist ein in Rust geschriebener OAuth-Client, der in Ihrem Browser läuft. Sie braucht JavaScript und WebAssembly.
