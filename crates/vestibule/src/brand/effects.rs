//! Every key of the document changes a page: one test over all of them, and the table in the documentation
//! that names the tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use vestibule_ui::brand::Brand;
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::pages::{
    self, Assets, ForgotPage, FormTarget, Frame, Languages, LoginPage, LogoutPage, ResetPage, Site,
    Submit,
};

use super::files::Files;
use super::schema::{alternatives, join, schema};
use super::{check::check, read};

/// A key, a document that has it, and what is then in a page that was not there before; or, after a `!`,
/// what is there no more.
const EFFECTS: &[(&str, &str, &str)] = &[
    ("brand.name", "brand.name = 'Halden'", "· Halden</title>"),
    ("brand.logo.light", LOGO, "src=\"/day.svg\""),
    ("brand.logo.dark", LOGO, "srcset=\"/night.svg\""),
    ("brand.logo.alt", LOGO, "alt=\"Our mark\""),
    ("brand.logo.height", LOGO, "alt=\"Our mark\" height=\"32\""),
    ("brand.logo.href", LOGO, "href=\"/home\""),
    ("brand.logo.position", LOGO, "justify-content:flex-end"),
    ("brand.favicon.light", ICON, "rel=\"icon\" href=\"/i.svg\""),
    (
        "brand.favicon.dark",
        ICON,
        "href=\"/j.svg\" media=\"(prefers-color-scheme: dark)\"",
    ),
    (
        "brand.links.help",
        "brand.links.help = '/help'",
        "href=\"/help\"",
    ),
    (
        "brand.links.privacy",
        "brand.links.privacy = '/privacy'",
        "href=\"/privacy\"",
    ),
    (
        "brand.links.support",
        "brand.links.support = '/support'",
        "href=\"/support\"",
    ),
    (
        "brand.links.terms",
        "brand.links.terms = '/terms'",
        "href=\"/terms\"",
    ),
    ("brand.links.custom", LINK, "href=\"/imprint\""),
    ("brand.links.custom[].href", LINK, "href=\"/imprint\""),
    ("brand.links.custom[].label", LINK, ">Imprint</a>"),
    (
        "brand.links.custom[].labels",
        LINK_IN_GERMAN,
        ">Impressum</a>",
    ),
    (
        "background.color.light",
        "background.color.light = '#12ab34'",
        "--v-background:#12ab34",
    ),
    (
        "background.color.dark",
        "background.color.dark = '#12ab34'",
        "--v-background:#12ab34",
    ),
    (
        "background.gradient.light.from",
        GRADIENT,
        "linear-gradient(33deg,#101010,#202020)",
    ),
    (
        "background.gradient.light.to",
        GRADIENT,
        "linear-gradient(33deg,#101010,#202020)",
    ),
    (
        "background.gradient.light.angle",
        GRADIENT,
        "linear-gradient(33deg,#101010,#202020)",
    ),
    (
        "background.gradient.dark.from",
        GRADIENT,
        "linear-gradient(44deg,#303030,#404040)",
    ),
    (
        "background.gradient.dark.to",
        GRADIENT,
        "linear-gradient(44deg,#303030,#404040)",
    ),
    (
        "background.gradient.dark.angle",
        GRADIENT,
        "linear-gradient(44deg,#303030,#404040)",
    ),
    (
        "background.image.light",
        IMAGE,
        "url(\"/day.jpg\") 0 0 repeat",
    ),
    (
        "background.image.dark",
        IMAGE,
        "url(\"/night.jpg\") 0 0 repeat",
    ),
    ("background.size", IMAGE, "url(\"/day.jpg\") 0 0 repeat"),
    (
        "color.mode",
        "color.mode = 'dark'",
        "name=\"color-scheme\" content=\"dark\"",
    ),
    (
        "customCss",
        "customCss = '/more.css'",
        "rel=\"stylesheet\" href=\"/more.css\"",
    ),
    (
        "features.rememberMe",
        "features.rememberMe = false",
        "!id=\"remember\"",
    ),
    (
        "features.showPassword",
        "features.showPassword = false",
        "!data-island=\"show-password\"",
    ),
    (
        "features.capsLock",
        "features.capsLock = false",
        "!data-island=\"caps-lock\"",
    ),
    (
        "features.languagePicker",
        "features.languagePicker = false",
        "!class=\"v-languages\"",
    ),
    (
        "features.captcha.script",
        "features.captcha.script = '/c.js'",
        "<div id=\"captcha\" class=\"v-captcha\"></div><script src=\"/c.js\" defer>",
    ),
    (
        "features.forgotPassword",
        "features.forgotPassword = '/lost'",
        "href=\"/lost?client_id=demo\"",
    ),
    ("features.social", SOCIAL, "data-provider=\"other\""),
    ("features.social[].id", SOCIAL, "data-provider=\"other\""),
    ("features.social[].label", SOCIAL, "\u{2068}Other\u{2069}"),
    (
        "features.social[].icon",
        SOCIAL,
        "<img src=\"/o.svg\" alt=\"\"",
    ),
    (
        "features.social[].href",
        SOCIAL,
        "href=\"/other?client_id=demo\"",
    ),
    (
        "features.userType.options",
        USER_TYPE,
        "<select id=\"user_type\"",
    ),
    (
        "features.userType.options[].label",
        USER_TYPE,
        ">Employee</option>",
    ),
    (
        "features.userType.options[].value",
        USER_TYPE,
        "<option value=\"E\"",
    ),
    (
        "features.userType.default",
        USER_TYPE,
        "<option value=\"E\" selected>",
    ),
    (
        "layout.align",
        "layout.align = 'right'",
        "align-items:flex-end",
    ),
    (
        "layout.card",
        "layout.card = false",
        "border-color:transparent;box-shadow:none",
    ),
    (
        "layout.density",
        "layout.density = 'compact'",
        "padding:1.5rem 1.5rem 1.75rem",
    ),
    (
        "layout.headerAlign",
        "layout.headerAlign = 'center'",
        ".v-card h1,.v-lead,.v-next,.v-happened+p,.v-happened+.v-beside{text-align:center}",
    ),
    (
        "layout.logoPlacement",
        "layout.logoPlacement = 'hidden'",
        "!class=\"v-masthead\"",
    ),
    (
        "layout.socialPosition",
        SOCIAL_ABOVE,
        "</ul><p class=\"v-or\">or</p><form id=\"login\"",
    ),
    (
        "locales.enabled",
        "locales.enabled = ['en', 'de']",
        "!ui_locales=fr",
    ),
    (
        "locales.default",
        "locales.default = 'fi'",
        "<html lang=\"fi\"",
    ),
    (
        "shape.radius.button",
        "shape.radius.button = 3",
        "--v-radius-button:3px",
    ),
    (
        "shape.radius.input",
        "shape.radius.input = 3",
        "--v-radius:3px",
    ),
    (
        "shape.radius.card",
        "shape.radius.card = 3",
        "--v-radius-card:3px",
    ),
    (
        "shape.borderWidth",
        "shape.borderWidth = 2",
        "border-width:2px",
    ),
    ("shape.shadow", "shape.shadow = 'none'", "--v-shadow:none"),
    (
        "slots.header",
        "slots.header = 'Words'",
        "v-slot-header\">Words",
    ),
    (
        "slots.header.text",
        "slots.header.text = 'Words'",
        "v-slot-header\">Words",
    ),
    (
        "slots.header.html",
        "slots.header.html = '<b>Words</b>'",
        "<b>Words</b>",
    ),
    (
        "slots.header.inLocale",
        "slots.header = { text = 'x', inLocale = { en = 'Words' } }",
        "Words",
    ),
    (
        "slots.footer",
        "slots.footer = 'Words'",
        "v-slot-footer\">Words",
    ),
    (
        "slots.footer.text",
        "slots.footer.text = 'Words'",
        "v-slot-footer\">Words",
    ),
    (
        "slots.footer.html",
        "slots.footer.html = '<b>Words</b>'",
        "<b>Words</b>",
    ),
    (
        "slots.footer.inLocale",
        "slots.footer = { text = 'x', inLocale = { en = 'Words' } }",
        "Words",
    ),
    (
        "slots.beforeForm",
        "slots.beforeForm = 'Words'",
        "v-slot-before\">Words",
    ),
    (
        "slots.beforeForm.text",
        "slots.beforeForm.text = 'Words'",
        "v-slot-before\">Words",
    ),
    (
        "slots.beforeForm.html",
        "slots.beforeForm.html = '<b>Words</b>'",
        "<b>Words</b>",
    ),
    (
        "slots.beforeForm.inLocale",
        "slots.beforeForm = { text = 'x', inLocale = { en = 'Words' } }",
        "Words",
    ),
    (
        "slots.afterForm",
        "slots.afterForm = 'Words'",
        "v-slot-after\">Words",
    ),
    (
        "slots.afterForm.text",
        "slots.afterForm.text = 'Words'",
        "v-slot-after\">Words",
    ),
    (
        "slots.afterForm.html",
        "slots.afterForm.html = '<b>Words</b>'",
        "<b>Words</b>",
    ),
    (
        "slots.afterForm.inLocale",
        "slots.afterForm = { text = 'x', inLocale = { en = 'Words' } }",
        "Words",
    ),
    (
        "submit.url",
        "submit.url = '/here'",
        "<form id=\"login\" method=\"post\" action=\"/here\"",
    ),
    ("submit.mode", FETCH, "data-island=\"fetch\""),
    ("submit.origins", FETCH, "connect https://bff.example"),
    ("submit.schemes", FETCH, "data-schemes=\"com.example.app\""),
    (
        "submit.forgot.url",
        FORMS,
        "<form id=\"forgot\" method=\"get\" action=\"/f\"",
    ),
    (
        "submit.forgot.method",
        FORMS,
        "<form id=\"forgot\" method=\"get\" action=\"/f\"",
    ),
    (
        "submit.reset.url",
        FORMS,
        "<form id=\"reset\" method=\"post\" action=\"/r\"",
    ),
    (
        "submit.logout.url",
        FORMS,
        "<form id=\"logout\" method=\"get\" action=\"/l\"",
    ),
    (
        "submit.logout.method",
        FORMS,
        "<form id=\"logout\" method=\"get\" action=\"/l\"",
    ),
    ("text", "text.en.sign-in = 'In'", ">In</button>"),
    ("type.family", FONT, "--v-font:Halden, serif"),
    (
        "type.url",
        FONT,
        "@font-face{font-family:\"Halden\";src:url(\"/h.woff2\")",
    ),
    ("type.baseSize", "type.baseSize = 18", "font-size:112.50%"),
    (
        "type.headingWeight",
        "type.headingWeight = 333",
        "font-weight:333",
    ),
    (
        "type.linkUnderline",
        "type.linkUnderline = true",
        "a,.v-footer a{text-decoration:underline}",
    ),
];

/// Keys that change what a host does, or what is refused; the table names their tests.
const ELSEWHERE: [&str; 4] = [
    "clients",
    "features.identifierFirst",
    "submit.reset.method",
    "version",
];

const LOGO: &str = "brand.logo = { light = '/day.svg', dark = '/night.svg', alt = 'Our mark', height = 32, \
                    href = '/home', position = 'right' }";
const ICON: &str = "brand.favicon = { light = '/i.svg', dark = '/j.svg' }";
const LINK: &str = "brand.links.custom = [{ label = 'Imprint', href = '/imprint' }]";
const LINK_IN_GERMAN: &str = "locales.default = 'de'\n\
    brand.links.custom = [{ label = 'Imprint', labels = { de = 'Impressum' }, href = '/imprint' }]";
const GRADIENT: &str = "[background.gradient]\n\
    light = { from = '#101010', to = '#202020', angle = 33 }\n\
    dark = { from = '#303030', to = '#404040', angle = 44 }";
const IMAGE: &str =
    "background = { image = { light = '/day.jpg', dark = '/night.jpg' }, size = 'tile' }";
const SOCIAL: &str =
    "features.social = [{ id = 'other', label = 'Other', icon = '/o.svg', href = '/other' }]";
const SOCIAL_ABOVE: &str = "layout.socialPosition = 'above'\n\
    features.social = [{ id = 'other', label = 'Other', href = '/other' }]";
const USER_TYPE: &str = "features.userType = { default = 'E', options = [\
    { value = 'C', label = 'Customer' }, { value = 'E', label = 'Employee' }] }";
const FETCH: &str =
    "submit = { mode = 'fetch', origins = ['https://bff.example'], schemes = ['com.example.app'] }";
const FORMS: &str = "submit = { forgot = { url = '/f', method = 'get' }, reset = { url = '/r' }, \
                     logout = { url = '/l', method = 'get' } }";
const FONT: &str = "type = { family = 'Halden, serif', url = '/h.woff2' }";

/// Every key that holds a value, as the reference lists them.
fn keys() -> BTreeSet<String> {
    let root = schema();
    let mut keys = BTreeSet::new();
    let members = root.get("properties").and_then(Value::as_object);
    for (key, schema) in members.into_iter().flatten() {
        walk(key, schema, &root, &mut keys);
    }
    keys
}

fn walk(path: &str, schema: &Value, root: &Value, keys: &mut BTreeSet<String>) {
    let all = alternatives(schema, root);
    let members: Vec<(&String, &Value)> = all
        .iter()
        .filter_map(|it| it.get("properties")?.as_object())
        .flatten()
        .collect();
    let is_value = |it: &&Value| {
        let is = |name: &str| {
            it.get("type").is_some_and(|kind| {
                kind == name
                    || kind
                        .as_array()
                        .is_some_and(|all| all.contains(&name.into()))
            })
        };
        it.get("const").is_some()
            || ["string", "integer", "boolean", "array"]
                .into_iter()
                .any(is)
    };
    let is_map = members.is_empty();
    if is_map || all.iter().any(is_value) {
        keys.insert(path.to_owned());
    }
    if path == "clients" {
        return;
    }
    for (key, schema) in members {
        if key == "inLocale" {
            keys.insert(join(path, key));
        } else {
            walk(&join(path, key), schema, root, keys);
        }
    }
    if let Some(item) = all.iter().find_map(|it| it.get("items"))
        && alternatives(item, root)
            .iter()
            .any(|it| it.get("properties").is_some())
    {
        let mut own = BTreeSet::new();
        walk(&format!("{path}[]"), item, root, &mut own);
        own.remove(&format!("{path}[]"));
        keys.extend(own);
    }
}

fn brand(document: &str) -> Brand {
    let read = read::read(document, Path::new("brand.toml")).unwrap();
    assert_eq!(read.findings, [], "{document}");
    check(&read.base, &mut Files::new(Path::new(""), "/brand/")).brand
}

/// Every page that has something of a brand, and what its policy allows.
fn drawn(brand: &Brand) -> String {
    let asset = |name: &str| pages::Asset {
        url: format!("/assets/{name}"),
        integrity: String::new(),
    };
    let assets = Assets {
        stylesheet: asset("a.css"),
        script: asset("a.js"),
        wasm: asset("a.wasm"),
    };
    let frame = Frame {
        locale: brand.locales.default_locale(),
        brand,
        assets: Some(&assets),
        languages: Some(Languages {
            path: "/login",
            query: "client_id=demo",
        }),
        site: Site::Host,
    };
    let endpoints = &brand.endpoints;
    let target = |endpoint: &Option<_>| endpoint.as_ref().map(FormTarget::from).unwrap_or_default();
    let login = LoginPage {
        action: Some(endpoints.login().to_owned()),
        carried: Carried::from_query("client_id=demo").unwrap(),
        submit: Submit::from(endpoints),
        ..LoginPage::default()
    };
    let forgot = ForgotPage {
        form: target(&endpoints.forgot),
        ..ForgotPage::default()
    };
    let reset = ResetPage {
        form: target(&endpoints.reset),
        ..ResetPage::default()
    };
    let logout = LogoutPage {
        form: target(&endpoints.logout),
        ..LogoutPage::default()
    };
    [
        pages::login(&frame, &login),
        pages::forgot(&frame, &forgot),
        pages::reset(&frame, &reset),
        pages::logout(&frame, &logout),
    ]
    .into_iter()
    .flat_map(|html| {
        let (connect, styles) = (html.connect.join(" "), html.inline_styles.join("\n"));
        [html.text, format!("connect {connect}\n"), styles]
    })
    .collect()
}

#[test]
fn every_key_changes_a_page() {
    let before = drawn(&brand(""));
    let has_its_effect = |(_, document, effect): &&(&str, &str, &str)| {
        let after = drawn(&brand(document));
        match effect.strip_prefix('!') {
            None => !before.contains(effect) && after.contains(effect),
            Some(gone) => before.contains(gone) && !after.contains(gone),
        }
    };
    let without: Vec<_> = EFFECTS.iter().filter(|it| !has_its_effect(it)).collect();
    assert_eq!(without, Vec::<&(&str, &str, &str)>::new());
    let shown = EFFECTS.iter().map(|(key, ..)| *key).chain(ELSEWHERE);
    let shown: BTreeSet<String> = shown.map(str::to_owned).collect();
    let colours = |key: &&String| key.starts_with("color.light.") || key.starts_with("color.dark.");
    let keys = keys();
    let others: BTreeSet<String> = keys.iter().filter(|key| !colours(key)).cloned().collect();
    assert_eq!(shown, others);
}

#[test]
fn every_colour_is_on_the_page_as_it_was_given() {
    let before = drawn(&brand(""));
    assert!(!before.contains("#12ab34"));
    let keys = keys();
    let colours = keys.iter().filter_map(|key| key.strip_prefix("color."));
    let mut seen = 0;
    for key in colours.filter(|key| *key != "mode") {
        let after = drawn(&brand(&format!("color.{key} = '#12ab34'")));
        assert!(after.contains(":#12ab34"), "{key}");
        seen += 1;
    }
    assert_eq!(seen, 34);
}

#[test]
fn the_table_names_a_test_for_every_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let table = fs::read_to_string(root.join("docs/reference/brand-tests.md")).unwrap();
    let mut patterns = Vec::new();
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (keys, tests) = (cells.next().unwrap(), cells.next().unwrap());
        let quoted = |cell: &str| -> Vec<String> {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        };
        patterns.extend(quoted(keys));
        let named: Vec<_> = quoted(tests)
            .into_iter()
            .filter(|it| it.contains("::"))
            .collect();
        assert!(!named.is_empty(), "{line}");
        for test in named {
            let (file, name) = test.split_once("::").unwrap();
            let code = fs::read_to_string(root.join(file)).unwrap();
            assert!(code.contains(&format!("fn {name}(")), "{test}");
        }
    }
    let matches = |key: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => key.starts_with(start),
        None => key == pattern,
    };
    let keys = keys();
    for key in &keys {
        let found = patterns.iter().any(|pattern| matches(key, pattern));
        assert!(found, "{key} is in no row");
    }
    for pattern in &patterns {
        let found = keys.iter().any(|key| matches(key, pattern));
        assert!(found, "{pattern} is no key");
    }
}
