//! The main paths run in every browser that people have. A test of one is a function of the browser's kind, told once
//! where it belongs, and listed at the top of its file: it runs as `MODULE::chromium::TEST`, `MODULE::firefox::TEST` and
//! `MODULE::webkit::TEST`. A machine that lacks a browser leaves out its modules by name.

/// Makes a test of each function for each browser.
macro_rules! in_every_browser {
    (@ $module:ident $kind:ident $($test:ident)+) => {
        mod $module {
            use vestibule_e2e::{Outcome, browser::Kind};

            $(
                #[tokio::test]
                async fn $test() -> Outcome<()> {
                    super::$test(Kind::$kind).await
                }
            )+
        }
    };
    ($($test:ident),+ $(,)?) => {
        in_every_browser!(@ chromium Chromium $($test)+);
        in_every_browser!(@ firefox Firefox $($test)+);
        in_every_browser!(@ webkit WebKit $($test)+);
    };
}
