# Der Rahmen der Client-Seite. Ihre Zeilen und Felder sind für Entwickler, auf Englisch.

client-title = Client
client-lead = Ein öffentlicher OAuth-2.0-Client in Ihrem Browser: Er führt eine Anmeldung bei einem beliebigen Server durch und prüft jede Antwort.
client-no-script = Diese Seite ist ein in Rust geschriebener OAuth-Client, der in Ihrem Browser läuft. Sie braucht JavaScript und WebAssembly.
