//! Entry of the client bundle.

fn main() {
    vestibule_ui::client::start();
}
