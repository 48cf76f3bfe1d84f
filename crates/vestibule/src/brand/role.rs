//! The colours that a page is made of, by what each is for.

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Primary,
    OnPrimary,
    PrimaryHover,
    Background,
    Surface,
    Text,
    TextMuted,
    Border,
    InputBackground,
    InputBorder,
    InputText,
    Placeholder,
    Link,
    Focus,
    Error,
    Success,
    Warning,
    /// The glow behind the card; always derived, like those that follow.
    Glow,
    ErrorSurface,
    SuccessSurface,
    WarningSurface,
}

impl Role {
    pub(super) const ALL: [Self; 21] = [
        Self::Background,
        Self::Glow,
        Self::Surface,
        Self::Text,
        Self::TextMuted,
        Self::Border,
        Self::InputBackground,
        Self::InputBorder,
        Self::InputText,
        Self::Placeholder,
        Self::Primary,
        Self::PrimaryHover,
        Self::OnPrimary,
        Self::Link,
        Self::Focus,
        Self::Error,
        Self::ErrorSurface,
        Self::Success,
        Self::SuccessSurface,
        Self::Warning,
        Self::WarningSurface,
    ];

    /// Its key in the document.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::OnPrimary => "onPrimary",
            Self::PrimaryHover => "primaryHover",
            Self::Background => "background",
            Self::Surface => "surface",
            Self::Text => "text",
            Self::TextMuted => "textMuted",
            Self::Border => "border",
            Self::InputBackground => "inputBackground",
            Self::InputBorder => "inputBorder",
            Self::InputText => "inputText",
            Self::Placeholder => "placeholder",
            Self::Link => "link",
            Self::Focus => "focus",
            Self::Error => "error",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Glow => "(glow)",
            Self::ErrorSurface => "(error surface)",
            Self::SuccessSurface => "(success surface)",
            Self::WarningSurface => "(warning surface)",
        }
    }

    /// Its custom property.
    pub(super) fn property(self) -> &'static str {
        match self {
            Self::Primary => "--v-accent",
            Self::OnPrimary => "--v-on-accent",
            Self::PrimaryHover => "--v-accent-hover",
            Self::Background => "--v-background",
            Self::Surface => "--v-surface",
            Self::Text => "--v-text",
            Self::TextMuted => "--v-muted",
            Self::Border => "--v-border",
            Self::InputBackground => "--v-input",
            Self::InputBorder => "--v-input-border",
            Self::InputText => "--v-input-text",
            Self::Placeholder => "--v-placeholder",
            Self::Link => "--v-link",
            Self::Focus => "--v-focus",
            Self::Error => "--v-danger",
            Self::Success => "--v-success",
            Self::Warning => "--v-warning",
            Self::Glow => "--v-glow",
            Self::ErrorSurface => "--v-danger-surface",
            Self::SuccessSurface => "--v-success-surface",
            Self::WarningSurface => "--v-warning-surface",
        }
    }
}
