//! A mode's complete set of colours: what the document gives, and what is derived where it gives nothing.
//! Everything derived passes the contrast that is asked of it; what was given is left as it is.

use std::collections::BTreeMap;

use super::colour::{Rgb, Shade};
use super::role::Role;

/// One of the two modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Light,
    Dark,
}

impl Tone {
    /// Its key in the document.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What a document gives for a mode.
pub(super) type Given = BTreeMap<Role, Rgb>;

/// A complete set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Colours(BTreeMap<Role, Rgb>);

/// What text needs to be read (WCAG 2.2, 1.4.3).
pub(super) const TEXT: f64 = 4.5;
/// What a part needs to be seen (WCAG 2.2, 1.4.11).
pub(super) const PART: f64 = 3.0;

/// The built-in colours, those of `style/tokens.css`.
const BUILT_IN: [(Role, Rgb, Rgb); 21] = [
    (
        Role::Background,
        Rgb::new(0xf3, 0xf4, 0xfa),
        Rgb::new(0x0e, 0x10, 0x1d),
    ),
    (
        Role::Glow,
        Rgb::new(0xe4, 0xe7, 0xfb),
        Rgb::new(0x1c, 0x21, 0x45),
    ),
    (
        Role::Surface,
        Rgb::new(0xff, 0xff, 0xff),
        Rgb::new(0x18, 0x1b, 0x2d),
    ),
    (
        Role::Text,
        Rgb::new(0x16, 0x1a, 0x2e),
        Rgb::new(0xec, 0xee, 0xfa),
    ),
    (
        Role::TextMuted,
        Rgb::new(0x55, 0x5b, 0x76),
        Rgb::new(0xa8, 0xae, 0xca),
    ),
    (
        Role::Border,
        Rgb::new(0xdf, 0xe2, 0xee),
        Rgb::new(0x2b, 0x30, 0x50),
    ),
    (
        Role::InputBackground,
        Rgb::new(0xff, 0xff, 0xff),
        Rgb::new(0x12, 0x15, 0x24),
    ),
    (
        Role::InputBorder,
        Rgb::new(0x85, 0x8b, 0xa8),
        Rgb::new(0x6f, 0x76, 0xa0),
    ),
    (
        Role::InputText,
        Rgb::new(0x16, 0x1a, 0x2e),
        Rgb::new(0xec, 0xee, 0xfa),
    ),
    (
        Role::Placeholder,
        Rgb::new(0x55, 0x5b, 0x76),
        Rgb::new(0xa8, 0xae, 0xca),
    ),
    (
        Role::Primary,
        Rgb::new(0x3f, 0x51, 0xd1),
        Rgb::new(0x9a, 0xa8, 0xff),
    ),
    (
        Role::PrimaryHover,
        Rgb::new(0x33, 0x43, 0xb4),
        Rgb::new(0xb4, 0xbe, 0xff),
    ),
    (
        Role::OnPrimary,
        Rgb::new(0xff, 0xff, 0xff),
        Rgb::new(0x11, 0x14, 0x2a),
    ),
    (
        Role::Link,
        Rgb::new(0x3f, 0x51, 0xd1),
        Rgb::new(0x9a, 0xa8, 0xff),
    ),
    (
        Role::Focus,
        Rgb::new(0x3f, 0x51, 0xd1),
        Rgb::new(0x9a, 0xa8, 0xff),
    ),
    (
        Role::Error,
        Rgb::new(0xa8, 0x23, 0x1c),
        Rgb::new(0xff, 0xb4, 0xab),
    ),
    (
        Role::ErrorSurface,
        Rgb::new(0xfd, 0xf0, 0xef),
        Rgb::new(0x39, 0x1d, 0x22),
    ),
    (
        Role::Success,
        Rgb::new(0x1a, 0x6b, 0x3c),
        Rgb::new(0x8d, 0xdb, 0xa8),
    ),
    (
        Role::SuccessSurface,
        Rgb::new(0xeb, 0xf6, 0xef),
        Rgb::new(0x14, 0x2c, 0x20),
    ),
    (
        Role::Warning,
        Rgb::new(0x7d, 0x4a, 0x00),
        Rgb::new(0xf2, 0xc2, 0x6b),
    ),
    (
        Role::WarningSurface,
        Rgb::new(0xfd, 0xf4, 0xe3),
        Rgb::new(0x32, 0x27, 0x0f),
    ),
];

/// The built-in primary has this chroma; a greyer one makes greyer neutrals.
const FULL_CHROMA: f64 = 0.1;

impl Colours {
    /// The colour of a role.
    pub(super) fn get(&self, role: Role) -> Rgb {
        self.0.get(&role).copied().unwrap_or(Rgb::WHITE)
    }

    /// A complete set for a mode, from what the document gives for it and for the other one.
    pub(super) fn complete(tone: Tone, given: &Given, other: &Given) -> Self {
        if given.is_empty() && other.is_empty() {
            return Self(
                BUILT_IN
                    .iter()
                    .map(|it| (it.0, built_in(tone, it.0)))
                    .collect(),
            );
        }
        let primary = given
            .get(&Role::Primary)
            .copied()
            .or_else(|| other.get(&Role::Primary).map(|it| turned(tone, *it)));
        let mut set = Set {
            tone,
            given,
            tint: primary
                .unwrap_or_else(|| built_in(tone, Role::Primary))
                .shade(),
            colours: BTreeMap::new(),
        };
        set.neutrals();
        set.primary(primary);
        set.signals();
        Self(set.colours)
    }
}

fn built_in(tone: Tone, role: Role) -> Rgb {
    let found = BUILT_IN.iter().find(|it| it.0 == role);
    found.map_or(Rgb::WHITE, |it| match tone {
        Tone::Light => it.1,
        Tone::Dark => it.2,
    })
}

/// A primary colour of the other mode, as this mode would have it.
fn turned(tone: Tone, colour: Rgb) -> Rgb {
    colour.adjusted(|shade| match tone {
        Tone::Light => Shade {
            lightness: shade.lightness.min(0.52),
            ..shade
        },
        Tone::Dark => Shade {
            lightness: shade.lightness.max(0.76),
            chroma: shade.chroma.min(0.15),
            ..shade
        },
    })
}

/// A set that is being completed.
struct Set<'a> {
    tone: Tone,
    given: &'a Given,
    /// What neutrals have a little of.
    tint: Shade,
    colours: BTreeMap<Role, Rgb>,
}

impl Set<'_> {
    fn get(&self, role: Role) -> Rgb {
        self.colours.get(&role).copied().unwrap_or(Rgb::WHITE)
    }

    /// Given, or else derived.
    fn put(&mut self, role: Role, derived: impl FnOnce(&Self) -> Rgb) {
        let colour = self.given.get(&role).copied();
        let colour = colour.unwrap_or_else(|| derived(self));
        self.colours.insert(role, colour);
    }

    /// The built-in colour in the hue of the primary.
    fn neutral(&self, role: Role) -> Rgb {
        let share = (self.tint.chroma / FULL_CHROMA).min(1.0);
        built_in(self.tone, role).adjusted(|shade| Shade {
            hue: self.tint.hue,
            chroma: shade.chroma * share,
            ..shade
        })
    }

    /// A colour moved until it can be told apart from these.
    fn passing(&self, colour: Rgb, ratio: f64, on: &[Role]) -> Rgb {
        let needs: Vec<_> = on.iter().map(|role| (self.get(*role), ratio)).collect();
        colour.nearest(&needs).unwrap_or(colour)
    }

    fn neutrals(&mut self) {
        use Role::{
            Background, Border, Glow, InputBackground, InputBorder, InputText, Placeholder,
            Surface, Text, TextMuted,
        };
        self.put(Background, |set| set.neutral(Background));
        self.put(Surface, |set| {
            if set.given.contains_key(&Background) && set.tone == Tone::Dark {
                // A card that is told from its ground, whatever that is.
                set.get(Background).adjusted(|shade| Shade {
                    lightness: shade.lightness + 0.05,
                    ..shade
                })
            } else {
                set.neutral(Surface)
            }
        });
        self.put(Glow, |set| {
            if set.given.contains_key(&Background) {
                set.get(Background)
            } else {
                set.neutral(Glow)
            }
        });
        let grounds = [Background, Surface, Glow];
        self.put(Text, |set| set.passing(set.neutral(Text), TEXT, &grounds));
        self.put(TextMuted, |set| {
            set.passing(set.neutral(TextMuted), TEXT, &grounds)
        });
        self.put(Border, |set| set.neutral(Border));
        self.put(InputBackground, |set| match set.tone {
            Tone::Light => set.get(Surface),
            Tone::Dark => set.get(Surface).adjusted(|shade| Shade {
                lightness: shade.lightness - 0.03,
                ..shade
            }),
        });
        self.put(InputBorder, |set| {
            set.passing(
                set.neutral(InputBorder),
                PART,
                &[Surface, InputBackground, Background],
            )
        });
        self.put(InputText, |set| {
            set.passing(set.get(Text), TEXT, &[InputBackground])
        });
        self.put(Placeholder, |set| {
            set.passing(set.get(TextMuted), TEXT, &[InputBackground])
        });
    }

    fn primary(&mut self, primary: Option<Rgb>) {
        use Role::{Background, Focus, Glow, Link, OnPrimary, Primary, PrimaryHover, Surface};
        self.put(Primary, |set| match primary {
            Some(colour) => set.passing(colour, PART, &[Surface]),
            None => built_in(set.tone, Primary),
        });
        self.put(OnPrimary, |set| {
            let ground = set.get(Primary);
            let dark = Shade {
                lightness: 0.2,
                chroma: set.tint.chroma.min(0.04),
                hue: set.tint.hue,
            };
            // White where it can be read: a coloured button with dark words looks disabled.
            let words = [Rgb::WHITE, dark.to_rgb(), Rgb::new(0, 0, 0)];
            let readable = words.iter().find(|it| ground.contrast(**it) >= TEXT);
            readable.copied().unwrap_or(Rgb::WHITE)
        });
        self.put(PrimaryHover, |set| {
            let (ground, words) = (set.get(Primary), set.get(OnPrimary));
            let away = if words.shade().lightness > ground.shade().lightness {
                -0.06
            } else {
                0.06
            };
            ground.adjusted(|shade| Shade {
                lightness: shade.lightness + away,
                ..shade
            })
        });
        let grounds = [Surface, Background, Glow];
        self.put(Link, |set| set.passing(set.get(Primary), TEXT, &grounds));
        self.put(Focus, |set| set.passing(set.get(Primary), PART, &grounds));
    }

    fn signals(&mut self) {
        for (role, surface) in [
            (Role::Error, Role::ErrorSurface),
            (Role::Success, Role::SuccessSurface),
            (Role::Warning, Role::WarningSurface),
        ] {
            self.put(role, |set| {
                let grounds = [Role::Surface, Role::Background, Role::InputBackground];
                set.passing(built_in(set.tone, role), TEXT, &grounds)
            });
            self.put(surface, |set| {
                let (ground, colour) = (set.get(Role::Surface), set.get(role));
                let readable = |mixed: &Rgb| {
                    [colour, set.get(Role::TextMuted), set.get(Role::Text)]
                        .iter()
                        .all(|words| words.contrast(*mixed) >= TEXT)
                };
                [0.14, 0.1, 0.07, 0.05, 0.03, 0.01]
                    .iter()
                    .filter(|share| set.tone == Tone::Dark || **share < 0.1)
                    .map(|share| ground.mixed(colour, *share))
                    .find(readable)
                    .unwrap_or(ground)
            });
        }
    }
}
