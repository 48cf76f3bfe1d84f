//! Whole documents: what becomes of them and what is said of them.

use vestibule_ui::brand::{Logo, LogoPlacement, SlotContent, SubmitMode};
use vestibule_ui::i18n::{Locale, Text};

use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn toml(&self, text: &str) -> Report {
        load(&self.put("brand.toml", text), MOUNT).unwrap()
    }
}

fn brand(text: &str) -> Arc<Brand> {
    let report = Folder::new().toml(text);
    let Some(brands) = &report.brands else {
        panic!("{:?}", report.findings);
    };
    brands.of(None)
}

fn said(text: &str) -> Vec<String> {
    let report = Folder::new().toml(text);
    report.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn an_empty_document_is_the_default_brand_in_fewer_words() {
    let brand = brand("");
    let default = Brand::default();
    // The same look, spelled by the machine.
    assert_eq!(
        Brand {
            style: default.style.clone(),
            ..(*brand).clone()
        },
        default
    );
    for declaration in default.style.critical().split(['{', ';', '}']) {
        if declaration.starts_with("--v-") && declaration.contains(":#") {
            let long = match declaration.split_once(":#") {
                Some((name, three)) if three.len() == 3 => {
                    let doubled: String = three.chars().flat_map(|c| [c, c]).collect();
                    format!("{name}:#{doubled}")
                }
                _ => declaration.to_owned(),
            };
            assert!(brand.style.critical().contains(&long), "{long}");
        }
    }
}

#[test]
fn the_default_passes_its_own_check() {
    let report = Folder::new().toml("");
    assert_eq!(report.findings, []);
    assert_eq!(report.contrast.len(), 2);
    assert!(
        report
            .contrast
            .iter()
            .all(|(_, _, pairs)| pairs.iter().all(contrast::Pair::passes))
    );
}

#[test]
fn whatever_the_primary_colour_everything_derived_can_be_read() {
    for primary in [
        "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffd500", "#777777", "#7f00ff",
        "#00a3a3", "#ff6600", "#8b4513", "#c0ffee",
    ] {
        for tables in [
            format!("color.light.primary = \"{primary}\""),
            format!("color.dark.primary = \"{primary}\""),
            format!("color.light.background = \"{primary}\""),
        ] {
            let report = Folder::new().toml(&tables);
            for finding in &report.findings {
                // What was given is left as it is; a ground of middle lightness carries no text at all.
                assert!(
                    matches!(finding.problem, Problem::FaintButton { .. })
                        || tables.contains("background"),
                    "{tables}: {finding}"
                );
            }
        }
    }
}

#[test]
fn a_contrast_that_fails_is_told_with_the_nearest_colour_that_passes() {
    assert_eq!(
        said(
            "color.light = { surface = \"#ffffff\", background = \"#ffffff\", textMuted = \"#999999\" }"
        ),
        [
            "error: color.light.textMuted: #999999 on surface #ffffff has a contrast of 2.84:1, and text needs \
             4.5:1; the nearest colour that passes is #767676",
        ]
    );
    let dark_only = "color.mode = \"dark\"\ncolor.light = { text = \"#ffffff\" }";
    assert_eq!(said(dark_only), Vec::<String>::new());
}

#[test]
fn every_wrong_value_is_told_at_once_in_plain_words() {
    assert_eq!(
        said(
            "version = 2\n\
             brand.name = 3\n\
             color.mode = \"dork\"\n\
             color.light.primary = \"blue\"\n\
             shape.radius.button = 99\n\
             layout.align = \"middle\"\n\
             brand.links.help = \"javascript:alert(1)\"\n\
             customCss = \"https://cdn.example/x.css\"\n\
             locales.enabled = [\"de\", \"xx\"]\n\
             text.de = { sign-im = \"x\", sign-in = \"Hallo { $name }\" }\n\
             type.family = \"a;b\"\n\
             submit.url = \"http://a.example/\"\n\
             features.social = [{ id = \"A b\", label = \"x\", href = \"/x\" }]\n\
             features.rememberMe = \"yes\""
        ),
        [
            "error: brand.links.help: `javascript:alert(1)` is no address to follow; write https://…, mailto:…, tel:… or a path that starts with /",
            "error: brand.name: this is integer `3`; write a string",
            "error: color.light.primary: `blue` is not a colour that can be checked; write a colour as # and six hexadecimal digits, such as #1a56db",
            "error: color.mode: there is no `dork`; choose one of `auto`, `light`, `dark`",
            "error: customCss: `https://cdn.example/x.css` is on another origin; pages load nothing from elsewhere: put the file beside the brand document",
            "error: features.rememberMe: this is string \"yes\"; write true or false",
            "error: features.social[0].id: write small letters, digits and hyphens only",
            "error: layout.align: there is no `middle`; choose one of `left`, `center`, `right`, `split`",
            "error: locales.enabled[1]: there is no language `xx`; there are en, ar, cs, da, de, es, fi, fr, he, it, ja, ko, nb, nl, pl, pt-BR, ru, sv, tr, uk, zh-Hans",
            "error: shape.radius.button: 99 is out of range; choose a number from 0 to 40",
            "error: submit.url: `http://a.example/` is no address to post to; write https://… or a path that starts with /",
            "error: text.de.sign-in: this text has no place for { $name }; leave it out, or write {{ and }} as words",
            "error: type.family: a list of font families has letters, digits, spaces, hyphens, commas and quotes only",
            "error: version: this program reads version 1, not 2",
            "warning: text.de.sign-im: no page has a text `sign-im`, so it is ignored; did you mean `sign-in`?",
        ]
    );
}

#[test]
fn no_type_of_the_program_is_named() {
    for (document, told) in [
        (
            "brand.logo = \"logo.svg\"",
            "error: brand.logo: this is string \"logo.svg\"; write a table of keys",
        ),
        (
            "brand.name = { en = \"x\" }",
            "error: brand.name: this is a table of keys; write a string",
        ),
        (
            "text.en = 3",
            "error: text.en: this is integer `3`; write a table of keys",
        ),
        (
            "locales.enabled = \"de\"",
            "error: locales.enabled: this is string \"de\"; write a list",
        ),
        (
            "brand.name = [1]",
            "error: brand.name: this is a list; write a string",
        ),
        (
            "slots.header = 5",
            "error: slots.header: write a text, or a table of keys",
        ),
        (
            "clients.a = 3",
            "error: clients.a: this is integer `3`; write a table of keys",
        ),
    ] {
        assert_eq!(said(document), [told], "{document}");
    }
}

#[test]
fn a_file_that_is_no_document_says_where() {
    let [one] = said("brand = ").try_into().unwrap();
    assert!(
        one.starts_with("error: TOML parse error at line 1, column 9"),
        "{one}"
    );
    let folder = Folder::new();
    let report = load(&folder.put("brand.json", "{\"brand\": }"), MOUNT).unwrap();
    assert_eq!(
        report
            .findings
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["error: expected value at line 1 column 11"]
    );
    assert!(report.brands.is_none());
}

#[test]
fn a_client_has_the_common_brand_and_its_own_part_of_it() {
    let text = "brand = { name = \"Common\", links = { help = \"/help\" } }\n\
                color.light.primary = \"#1a56db\"\n\
                [clients.shop]\n\
                brand = { name = \"Shop\" }\n\
                color.light.primary = \"#b00020\"\n\
                [clients.bad]\n\
                version = 1\n\
                brand = { nam = \"x\" }\n\
                color.light.text = \"#eeeeee\"";
    let folder = Folder::new();
    let report = folder.toml(&text.replace("#eeeeee", "#111111"));
    let brands = report.brands.unwrap();
    assert_eq!(brands.of(None).name, "Common");
    assert_eq!(brands.of(Some("unknown")).name, "Common");
    let shop = brands.of(Some("shop"));
    assert_eq!(shop.name, "Shop");
    assert_eq!(shop.links.help.as_deref(), Some("/help"));
    assert!(shop.style.critical().contains("--v-accent:#b00020"));
    assert!(
        brands
            .of(None)
            .style
            .critical()
            .contains("--v-accent:#1a56db")
    );
    assert_eq!(brands.clients().collect::<Vec<_>>(), ["bad", "shop"]);

    let found = said(text);
    assert!(
        found.iter().all(|it| it.contains("clients.bad")),
        "{found:?}"
    );
    assert_eq!(
        found[found.len() - 2..],
        [
            "warning: clients.bad: a client's part of the document can't have `version`, so it is ignored",
            "warning: clients.bad.brand.nam: there is no such key here, so it is ignored; did you mean `name`?",
        ]
    );
    assert!(found[0].starts_with("error: clients.bad.color.light.text: #eeeeee on"));
}

#[test]
fn words_logos_and_endpoints_arrive_where_they_belong() {
    let folder = Folder::new();
    folder.put(
        "logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 40'/>",
    );
    let report = folder.toml(
        "brand = { name = \"Bank\", logo = { light = \"logo.svg\", height = 32 } }\n\
         layout.logoPlacement = \"card\"\n\
         locales = { enabled = [\"de\", \"ar\"], default = \"de\" }\n\
         text.de = { sign-in = \"Weiter\", login-lead-client = \"Weiter zu {$name}\" }\n\
         submit = { url = \"https://login.example/oauth2/code\", mode = \"fetch\" }\n\
         [slots]\n\
         footer = \"A < B\"\n\
         beforeForm = { html = \"<p onclick=x()>Hi</p>\", inLocale = { de = \"Hallo\" } }",
    );
    assert_eq!(report.findings, []);
    let brand = report.brands.unwrap().of(None);
    let Logo::Image(image) = &brand.logo else {
        panic!("{:?}", brand.logo);
    };
    assert_eq!(image.light.width_at(image.height), Some(96));
    assert_eq!(
        (image.alt.as_str(), image.placement),
        ("Bank", LogoPlacement::Card)
    );
    assert!(image.light.src.starts_with("data:image/svg+xml,%3Csvg"));
    assert_eq!(brand.wording.text(Locale::De, Text::SignIn), "Weiter");
    assert_eq!(
        brand
            .wording
            .text_naming(Locale::De, Text::LoginLeadClient, "X"),
        "Weiter zu \u{2068}X\u{2069}"
    );
    assert_eq!(brand.locales.enabled(), [Locale::De, Locale::Ar]);
    assert_eq!(brand.endpoints.mode, SubmitMode::Fetch);
    assert_eq!(
        brand.slots.footer.content(Locale::De),
        Some(&SlotContent::Text("A < B".to_owned()))
    );
    assert_eq!(
        brand.slots.before_form.content(Locale::Ar),
        Some(&SlotContent::SanitisedHtml("<p>Hi</p>".to_owned()))
    );
    assert_eq!(
        brand.slots.before_form.content(Locale::De),
        Some(&SlotContent::Text("Hallo".to_owned()))
    );
}

#[test]
fn nothing_of_a_document_ends_the_style_element() {
    let folder = Folder::new();
    for text in [
        "type.family = \"x</style><script>\"",
        "background.image.light = \"/x\\\")}</style>\"",
        "color.light.primary = \"#fff}</style>\"",
    ] {
        assert!(folder.toml(text).brands.is_none(), "{text}");
    }
}

#[test]
fn a_new_password_is_never_part_of_an_address() {
    assert_eq!(
        said("submit.reset = { url = \"/r\", method = \"get\" }"),
        [
            "error: submit.reset.method: a new password would become part of an address, which is kept and logged; use post"
        ]
    );
    assert_eq!(
        said("submit.forgot = { url = \"/f\", method = \"get\" }"),
        Vec::<String>::new()
    );
}

#[test]
fn a_counted_text_is_a_pattern_for_every_number() {
    let own = "text.en.expires-in = \"\"\"\n{ $count ->\n[one] { $count } minute\n*[other] { $count } minutes\n}\"\"\"";
    let wording = &brand(own).wording;
    let text = wording.text_counting(Locale::En, Text::ExpiresIn, 3);
    assert_eq!(text.replace(['\u{2068}', '\u{2069}'], ""), "3 minutes");
    for wrong in ["{ $name }", "{ $count -> }", "{ $count", "{ other-text }"] {
        assert_eq!(
            said(&format!("text.en.expires-in = \"{wrong}\"")),
            [
                "error: text.en.expires-in: write words with { $count }, or a line for each plural form: \
                 { $count ->, then [one] … and *[other] …, then }"
            ],
            "{wrong}"
        );
    }
}
