//! Entry of the login bundle: brings the islands of the page to life. With the feature `csr` it
//! draws the page first, for whoever styles it with `trunk serve`.

fn main() {
    #[cfg(feature = "csr")]
    vestibule_ui::preview::draw();
    vestibule_ui::islands::enliven();
}
