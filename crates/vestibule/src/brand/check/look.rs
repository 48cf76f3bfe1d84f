//! What the pages look like: logo, icon, colours, shapes, letters, layout, background.

use vestibule_ui::brand::{
    Icon, Logo, LogoImage, LogoPlacement, Picture, Scheme, Slot, Slots, Style, StyleSheet,
};

use super::super::address;
use super::super::colour::Rgb;
use super::super::contrast::{self, Ground};
use super::super::css::{Background, Gradient, Look};
use super::super::document::{
    Align, BackgroundTable, ColorSet, Density, Document, GradientTable, Mode, PageAlign, Placement,
    Shadow, Size,
};
use super::super::files::{Kind, Named, data_address};
use super::super::finding::Problem;
use super::super::role::Role;
use super::super::schema::join;
use super::super::scheme::{Colours, Given, Tone};
use super::Checker;

/// The heights that a logo may have, and the usual one.
const LOGO_HEIGHT: (i64, i64, u32) = (16, 160, 40);

impl Checker<'_, '_> {
    pub(super) fn logo(&mut self, document: &Document, name: &str, has_own_name: bool) -> Logo {
        let table = &document.brand.logo;
        let placement = match document.layout.logo_placement {
            Some(Placement::Above) | None => LogoPlacement::Above,
            Some(Placement::Card) => LogoPlacement::Card,
            Some(Placement::Corner) => LogoPlacement::Corner,
            Some(Placement::Hidden) => LogoPlacement::Hidden,
        };
        let light = self.file("brand.logo.light", table.light.as_ref(), Kind::Picture);
        let dark = self.file("brand.logo.dark", table.dark.as_ref(), Kind::Picture);
        let (min, max, usual) = LOGO_HEIGHT;
        let height = self.number("brand.logo.height", table.height, min, max);
        let href = self.address("brand.logo.href", table.href.as_ref(), address::link);
        let picture = |named: Named| Picture {
            src: named.href,
            aspect: named.aspect,
        };
        let (light, dark) = match (light.map(picture), dark.map(picture)) {
            (Some(light), dark) => (light, dark),
            (None, Some(only)) => (only, None),
            (None, None) if has_own_name => return Logo::Name(placement),
            (None, None) if placement == LogoPlacement::Above => return Logo::Mark,
            (None, None) => return Logo::Name(placement),
        };
        Logo::Image(LogoImage {
            light,
            dark,
            alt: table.alt.clone().unwrap_or_else(|| name.to_owned()),
            height: height
                .and_then(|height| u32::try_from(height).ok())
                .unwrap_or(usual),
            href,
            placement,
        })
    }

    pub(super) fn look(
        &mut self,
        document: &Document,
        logo: &Logo,
        slots: &Slots,
        own_name: Option<&String>,
    ) -> (Style, Icon) {
        let scheme = match document.color.mode {
            Some(Mode::Auto) | None => Scheme::Auto,
            Some(Mode::Light) => Scheme::Light,
            Some(Mode::Dark) => Scheme::Dark,
        };
        let background = &document.background;
        let mut light = self.given("color.light", &document.color.light);
        let mut dark = self.given("color.dark", &document.color.dark);
        for (given, mode, colour) in [
            (&mut light, "light", &background.color.light),
            (&mut dark, "dark", &background.color.dark),
        ] {
            if let Some(colour) = self.colour(&join("background.color", mode), colour.as_ref()) {
                given.insert(Role::Background, colour);
            }
        }
        let colours = |tone| match tone {
            Tone::Light => Colours::complete(tone, &light, &dark),
            Tone::Dark => Colours::complete(tone, &dark, &light),
        };
        let (light_colours, dark_colours) = (colours(Tone::Light), colours(Tone::Dark));
        let ground = self.background(background, &light, &dark);
        let has_card = document.layout.card.unwrap_or(true);
        let align = document.layout.align.unwrap_or(PageAlign::Center);
        if !has_card && matches!(ground, Background::Image { .. }) && align != PageAlign::Split {
            self.say("layout.card", Problem::TextOnImage);
        }
        for (tone, given, colours) in [
            (Tone::Light, &light, &light_colours),
            (Tone::Dark, &dark, &dark_colours),
        ] {
            if matches!(
                (scheme, tone),
                (Scheme::Light, Tone::Dark) | (Scheme::Dark, Tone::Light)
            ) {
                continue;
            }
            let grounds = grounds(&ground, tone, colours, align);
            let pairs = contrast::pairs(colours, &grounds, has_card);
            self.findings.extend(contrast::judge(tone, given, &pairs));
            self.contrast.push((tone.key(), pairs));
        }
        let icon = self.icon(document, own_name, &light_colours);
        let header_align = document.layout.header_align.unwrap_or(Align::Left);
        let in_card = logo.placement() == LogoPlacement::Card;
        let logo_align = document.brand.logo.position.unwrap_or(
            if in_card || document.layout.header_align.is_some() {
                header_align
            } else {
                Align::Center
            },
        );
        let (family, face) = self.letters(document);
        let look = Look {
            scheme,
            light: light_colours,
            dark: dark_colours,
            family,
            face,
            base_size: self.number("type.baseSize", document.r#type.base_size, 16, 20),
            heading_weight: self.number(
                "type.headingWeight",
                document.r#type.heading_weight,
                300,
                900,
            ),
            link_underline: document.r#type.link_underline,
            radius_button: self.radius("button", document.shape.radius.button, 10),
            radius_input: self.radius("input", document.shape.radius.input, 10),
            radius_card: self.radius("card", document.shape.radius.card, 18),
            border_width: self.number("shape.borderWidth", document.shape.border_width, 1, 4),
            shadow: document.shape.shadow.unwrap_or(Shadow::Soft),
            align,
            card: has_card,
            density: document.layout.density.unwrap_or(Density::Normal),
            header_align,
            logo_align,
            logo_placement: logo.placement(),
            has_picture: matches!(logo, Logo::Image(_)),
            has_slots: has_words(slots),
            background: ground,
        };
        let custom = self
            .file("customCss", document.custom_css.as_ref(), Kind::StyleSheet)
            .map(|named| StyleSheet {
                href: named.href,
                integrity: named.integrity,
            });
        let style = Style::new(&look.tokens(), &look.rules(), scheme, custom);
        (style, icon)
    }

    fn given(&mut self, path: &str, set: &ColorSet) -> Given {
        let mut given = Given::new();
        for (role, text) in [
            (Role::Primary, &set.primary),
            (Role::OnPrimary, &set.on_primary),
            (Role::PrimaryHover, &set.primary_hover),
            (Role::Background, &set.background),
            (Role::Surface, &set.surface),
            (Role::Text, &set.text),
            (Role::TextMuted, &set.text_muted),
            (Role::Border, &set.border),
            (Role::InputBackground, &set.input_background),
            (Role::InputBorder, &set.input_border),
            (Role::InputText, &set.input_text),
            (Role::Placeholder, &set.placeholder),
            (Role::Link, &set.link),
            (Role::Focus, &set.focus),
            (Role::Error, &set.error),
            (Role::Success, &set.success),
            (Role::Warning, &set.warning),
        ] {
            if let Some(colour) = self.colour(&join(path, role.key()), text.as_ref()) {
                given.insert(role, colour);
            }
        }
        given
    }

    fn colour(&mut self, path: &str, text: Option<&String>) -> Option<Rgb> {
        let text = text?;
        let colour = text
            .parse()
            .map_err(|error| Problem::Colour(text.clone(), error));
        self.kept(path, colour)
    }

    fn radius(&mut self, key: &str, value: Option<i64>, usual: i64) -> i64 {
        let path = join("shape.radius", key);
        self.number(&path, value, 0, 40).unwrap_or(usual)
    }

    fn background(&mut self, table: &BackgroundTable, light: &Given, dark: &Given) -> Background {
        let gradient = [
            self.gradient("background.gradient.light", table.gradient.light.as_ref()),
            self.gradient("background.gradient.dark", table.gradient.dark.as_ref()),
        ];
        let first = self.file(
            "background.image.light",
            table.image.light.as_ref(),
            Kind::Picture,
        );
        let second = self.file(
            "background.image.dark",
            table.image.dark.as_ref(),
            Kind::Picture,
        );
        let image = match (first, second) {
            (Some(light), dark) => Some((light.href, dark.map(|it| it.href))),
            (None, Some(only)) => Some((only.href, None)),
            (None, None) => None,
        };
        match (gradient, image) {
            ([None, None], Some((light, dark))) => Background::Image {
                light,
                dark,
                size: table.size.unwrap_or(Size::Cover),
            },
            ([None, None], None) => {
                let is_given = |given: &Given| given.contains_key(&Role::Background);
                if is_given(light) || is_given(dark) {
                    Background::Plain
                } else {
                    Background::Glow
                }
            }
            ([light, dark], image) => {
                if image.is_some() {
                    let problem = Problem::Exclusive("gradient", "image");
                    self.say("background", problem);
                }
                Background::Gradient { light, dark }
            }
        }
    }

    fn gradient(&mut self, path: &str, table: Option<&GradientTable>) -> Option<Gradient> {
        let table = table?;
        let from = self.colour(&join(path, "from"), Some(&table.from));
        let to = self.colour(&join(path, "to"), Some(&table.to));
        let angle = self.number(&join(path, "angle"), table.angle, 0, 360);
        Some(Gradient {
            from: from?,
            to: to?,
            angle: angle.unwrap_or(160),
        })
    }

    fn letters(&mut self, document: &Document) -> (Option<String>, Option<(String, String)>) {
        let table = &document.r#type;
        let is_family = |text: &str| {
            let is_known = |c: char| c.is_alphanumeric() || " -_,".contains(c);
            // Quotes come in pairs around a name.
            text.split('"').enumerate().all(|(at, part)| {
                part.chars().all(is_known) && (at.is_multiple_of(2) || !part.trim().is_empty())
            }) && text.matches('"').count().is_multiple_of(2)
                && text.split(',').all(|name| !name.trim().is_empty())
        };
        let family = table.family.as_ref().and_then(|text| {
            if is_family(text) {
                Some(text.clone())
            } else {
                self.say("type.family", Problem::FontFamily);
                None
            }
        });
        let file = self.file("type.url", table.url.as_ref(), Kind::Font);
        let face = file.and_then(|named| {
            let first = family.as_ref().and_then(|list| list.split(',').next());
            if let Some(name) = first {
                return Some((name.trim().trim_matches('"').to_owned(), named.href));
            }
            self.say("type.url", Problem::FontWithoutFamily);
            None
        });
        (family, face)
    }

    fn icon(&mut self, document: &Document, own_name: Option<&String>, colours: &Colours) -> Icon {
        let table = &document.brand.favicon;
        let light = self.file("brand.favicon.light", table.light.as_ref(), Kind::Picture);
        let dark = self.file("brand.favicon.dark", table.dark.as_ref(), Kind::Picture);
        match (light, dark) {
            (Some(light), dark) => Icon {
                light: light.href,
                dark: dark.map(|named| named.href),
            },
            (None, Some(only)) => Icon {
                light: only.href,
                dark: None,
            },
            (None, None) => match own_name {
                Some(name) => Icon {
                    light: initial(name, colours),
                    dark: None,
                },
                None => Icon::default(),
            },
        }
    }
}

/// The first letter of the name on the colour of buttons.
fn initial(name: &str, colours: &Colours) -> String {
    let letter = name.trim().chars().next().filter(|c| c.is_alphanumeric());
    let letter = letter.map_or_else(String::new, |letter| letter.to_uppercase().collect());
    data_address(&format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='{}'/>\
         <text x='16' y='22.5' font-family='system-ui,sans-serif' font-size='18' font-weight='700' \
         text-anchor='middle' fill='{}'>{letter}</text></svg>",
        colours.get(Role::Primary),
        colours.get(Role::OnPrimary),
    ))
}

/// What words beside the card stand on.
fn grounds(
    background: &Background,
    tone: Tone,
    colours: &Colours,
    align: PageAlign,
) -> Vec<Ground> {
    let plain = || Ground {
        name: Role::Background.key(),
        colour: colours.get(Role::Background),
    };
    if align == PageAlign::Split {
        return vec![plain()];
    }
    match background {
        Background::Glow => vec![
            plain(),
            Ground {
                name: "the glow of the background",
                colour: colours.get(Role::Glow),
            },
        ],
        Background::Plain => vec![plain()],
        Background::Gradient { light, dark } => {
            let gradient = match tone {
                Tone::Light => light,
                Tone::Dark => dark,
            };
            match gradient {
                Some(Gradient { from, to, .. }) => vec![
                    Ground {
                        name: "the gradient's first colour",
                        colour: *from,
                    },
                    Ground {
                        name: "the gradient's last colour",
                        colour: *to,
                    },
                ],
                None => vec![plain()],
            }
        }
        // Words beside the card have the card's ground there.
        Background::Image { .. } => vec![Ground {
            name: Role::Surface.key(),
            colour: colours.get(Role::Surface),
        }],
    }
}

fn has_words(slots: &Slots) -> bool {
    let has = |slot: &Slot| slot.everywhere.is_some() || !slot.in_locale.is_empty();
    [
        &slots.header,
        &slots.footer,
        &slots.before_form,
        &slots.after_form,
    ]
    .into_iter()
    .any(has)
}
