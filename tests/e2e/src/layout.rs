//! What is wrong with the place that a page takes: too wide, cut off, broken in the middle of a word, or too small
//! to hit.

use serde_json::json;

use crate::browser::Browser;
use crate::trouble::{Outcome, Trouble};

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// As the page says.
    Own,
    /// As a person may set it (WCAG 2.2, 1.4.12).
    Wide,
}

/// Everything that is wrong with the page as it is now, in a window of its own width.
pub async fn faults(browser: &Browser, spacing: Spacing) -> Outcome<Vec<String>> {
    let wide = spacing == Spacing::Wide;
    strings(&browser.run(SCRIPT, vec![json!(wide)]).await?)
}

/// A list of texts that a script gave.
pub fn strings(value: &serde_json::Value) -> Outcome<Vec<String>> {
    let list: Option<Vec<String>> = value.as_array().and_then(|list| {
        let texts = list.iter().map(|it| it.as_str().map(str::to_owned));
        texts.collect()
    });
    list.ok_or_else(|| Trouble::Answer(value.to_string()))
}

/// WCAG 2.2: 1.4.10, 1.4.12 and 2.5.8; what one fills in and presses first is 44 px high. Links in a line of text
/// are exempt, and a box is hit by its label too.
const SCRIPT: &str = "
const [wide] = arguments;
const sheet = new CSSStyleSheet();
if (wide) {
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;' +
    'word-spacing: .16em !important } p { margin-bottom: 2em !important }');
}
document.adoptedStyleSheets = [sheet];
const width = document.documentElement.clientWidth;
const faults = [];
const name = (it) => it.tagName + '#' + it.id + '.' + it.className + ' ' + it.textContent.slice(0, 40);
if (document.documentElement.scrollWidth > width) faults.push('page ' + document.documentElement.scrollWidth);
for (const it of document.querySelectorAll('body *')) {
  const style = getComputedStyle(it);
  if (!it.offsetParent || it.closest('.v-unseen, .v-ahead')) continue;
  const isCut = () => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1;
  if (it.matches('.v-button')) {
    if (isCut()) faults.push('cut ' + name(it));
  } else if (it.scrollWidth > it.clientWidth + 1 && style.overflowX !== 'visible' && it.tagName !== 'INPUT') {
    faults.push('cut ' + name(it));
  }
  if (!wide && it.matches('h1, .v-button')) {
    it.style.overflowWrap = 'normal';
    if (it.scrollWidth > it.clientWidth + 1) faults.push('broken word ' + name(it));
    it.style.overflowWrap = '';
  }
  const box = it.getBoundingClientRect();
  if (box.right > width + 1 || box.left < -1) faults.push('beyond ' + name(it));
  if (it.matches('a, button, select, summary, input:not([type=hidden])') && style.display !== 'inline') {
    const hit = it.type === 'checkbox' && it.labels.length ? it.labels[0].getBoundingClientRect() : box;
    const least = it.matches('.v-button, select, input:not([type=checkbox])') ? 44 : 24;
    if (hit.height < least || hit.width < least) faults.push('small ' + hit.width + 'x' + hit.height + ' ' + name(it));
  }
}
return faults;
";
