//! Which colours meet on a page, and whether they can be told apart (WCAG 2.2, 1.4.3 and 1.4.11).

use super::colour::Rgb;
use super::finding::{Finding, Problem};
use super::role::Role;
use super::scheme::{Colours, Given, PART, TEXT, Tone};

/// Two colours that meet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    front: Role,
    front_colour: Rgb,
    back: &'static str,
    back_role: Role,
    back_colour: Rgb,
    needed: f64,
}

/// What is behind everything, beside the card.
pub(super) struct Ground {
    /// How the document calls it.
    pub(super) name: &'static str,
    pub(super) colour: Rgb,
}

const ON_CARD: [(Role, Role, f64); 23] = [
    (Role::Text, Role::Surface, TEXT),
    (Role::TextMuted, Role::Surface, TEXT),
    (Role::Link, Role::Surface, TEXT),
    (Role::OnPrimary, Role::Primary, TEXT),
    (Role::OnPrimary, Role::PrimaryHover, TEXT),
    (Role::InputText, Role::InputBackground, TEXT),
    (Role::Placeholder, Role::InputBackground, TEXT),
    (Role::Error, Role::Surface, TEXT),
    (Role::Error, Role::ErrorSurface, TEXT),
    (Role::Text, Role::ErrorSurface, TEXT),
    (Role::TextMuted, Role::ErrorSurface, TEXT),
    (Role::Success, Role::Surface, TEXT),
    (Role::Success, Role::SuccessSurface, TEXT),
    (Role::Text, Role::SuccessSurface, TEXT),
    (Role::Warning, Role::Surface, TEXT),
    (Role::Warning, Role::WarningSurface, TEXT),
    (Role::Text, Role::WarningSurface, TEXT),
    (Role::InputBorder, Role::InputBackground, PART),
    (Role::InputBorder, Role::Surface, PART),
    (Role::Focus, Role::Surface, PART),
    (Role::Focus, Role::InputBackground, PART),
    (Role::Error, Role::InputBackground, PART),
    (Role::Primary, Role::Surface, PART),
];

/// Always beside the card: the name and the links.
const BESIDE: [(Role, f64); 3] = [
    (Role::Text, TEXT),
    (Role::TextMuted, TEXT),
    (Role::Focus, PART),
];

/// Beside it too where there is no card.
const WITHOUT_CARD: [(Role, f64); 3] = [
    (Role::Link, TEXT),
    (Role::Error, TEXT),
    (Role::InputBorder, PART),
];

/// Every pair of a mode.
pub(super) fn pairs(colours: &Colours, grounds: &[Ground], has_card: bool) -> Vec<Pair> {
    let on_card = ON_CARD.iter().map(|&(front, back, needed)| Pair {
        front,
        front_colour: colours.get(front),
        back: back.key(),
        back_role: back,
        back_colour: colours.get(back),
        needed,
    });
    let fronts = BESIDE
        .iter()
        .chain(WITHOUT_CARD.iter().filter(|_| !has_card));
    let beside = fronts.flat_map(|&(front, needed)| {
        grounds.iter().map(move |ground| Pair {
            front,
            front_colour: colours.get(front),
            back: ground.name,
            back_role: Role::Background,
            back_colour: ground.colour,
            needed,
        })
    });
    on_card.chain(beside).collect()
}

/// What is to be said of the pairs of a mode: of each colour the worst one, and what would cure all.
pub(super) fn judge(tone: Tone, given: &Given, pairs: &[Pair]) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in Role::ALL {
        let of_role: Vec<&Pair> = pairs.iter().filter(|pair| pair.front == role).collect();
        let worst = of_role
            .iter()
            .filter(|pair| !pair.passes())
            .min_by(|one, other| one.share().total_cmp(&other.share()));
        let Some(pair) = worst else {
            continue;
        };
        let contrast = pair.rounded();
        let problem = if role == Role::Primary {
            Problem::FaintButton {
                colour: pair.front_colour,
                on: pair.back_colour,
                contrast,
            }
        } else {
            let needs: Vec<_> = of_role
                .iter()
                .map(|pair| (pair.back_colour, pair.needed))
                .collect();
            Problem::Contrast {
                colour: pair.front_colour,
                on_what: pair.back,
                on: pair.back_colour,
                contrast,
                needed: pair.needed,
                kind: if pair.needed < TEXT { "a part" } else { "text" },
                nearest: pair.front_colour.nearest(&needs),
            }
        };
        // A colour that was derived does what it can; then the ground is the one to change.
        let is_given = |role: Role| given.contains_key(&role);
        let key = if is_given(role) || !is_given(pair.back_role) {
            role.key()
        } else {
            pair.back_role.key()
        };
        let path = format!("color.{}.{key}", tone.key());
        found.push(Finding { path, problem });
    }
    found
}

impl Pair {
    /// Whether the two can be told apart.
    pub(super) fn passes(&self) -> bool {
        self.front_colour.contrast(self.back_colour) >= self.needed
    }

    /// How much of what is needed there is.
    fn share(&self) -> f64 {
        self.front_colour.contrast(self.back_colour) / self.needed
    }

    /// Rounded down, so that what fails never looks as if it passed.
    fn rounded(&self) -> f64 {
        (self.front_colour.contrast(self.back_colour) * 100.0).floor() / 100.0
    }
}

impl std::fmt::Display for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            front_colour,
            back_colour,
            needed,
            ..
        } = self;
        let what = format!("{} on {}", self.front.key(), self.back);
        let verdict = if self.passes() {
            "passes"
        } else if self.front == Role::Primary {
            "faint"
        } else {
            "FAILS"
        };
        write!(
            f,
            "{what:<36} {front_colour} on {back_colour}  {:>5.2}:1  needs {needed}:1  {verdict}",
            self.rounded()
        )
    }
}
