//! HTML as a browser reads it, strictly: what a browser would have to mend is wrong here.

/// An element, as its tag opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// The names of those around it, outermost first.
    pub around: Vec<String>,
}

const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];
/// Elements whose content is text up to their own end.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
/// Elements that end an open `<p>`.
const BLOCK: [&str; 22] = [
    "address", "article", "aside", "div", "dl", "dialog", "fieldset", "footer", "form", "h1", "h2", "h3", "header",
    "hr", "main", "nav", "ol", "p", "section", "table", "ul", "details",
];
/// What may stand directly in these, and nothing else.
const ONLY: [(&str, &[&str]); 8] = [
    ("ul", &["li"]),
    ("ol", &["li"]),
    ("table", &["thead", "tbody", "tfoot", "caption"]),
    ("thead", &["tr"]),
    ("tbody", &["tr"]),
    ("tr", &["td", "th"]),
    ("dl", &["div", "dt", "dd"]),
    ("select", &["option", "optgroup"]),
];

impl Element {
    /// What stands in an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Every element of a document, in order. Panics, with the place, on what is not well formed.
pub fn elements(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("the document begins with its type");
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->").expect("a comment ends") + 3..];
        } else if let Some(after) = rest.strip_prefix("<!>") {
            // An empty comment: the mark that Leptos leaves where nothing stands.
            rest = after;
        } else if let Some(end) = rest.strip_prefix("</") {
            let close = end.find('>').expect("an end tag ends");
            let name = &end[..close];
            assert_eq!(open.pop().as_deref(), Some(name), "an end tag that closes nothing, near {}", near(rest));
            rest = &end[close + 1..];
        } else {
            let (element, after) = tag(rest, &open);
            rest = after;
            if RAW.contains(&element.name.as_str()) {
                let end = format!("</{}>", element.name);
                rest = &rest[rest.find(&end).expect("raw text ends") + end.len()..];
            } else if !VOID.contains(&element.name.as_str()) {
                open.push(element.name.clone());
            }
            check_place(&element, rest);
            found.push(element);
        }
    }
    assert_eq!(open, Vec::<String>::new(), "every element is closed");
    check_document(&found);
    found
}

fn near(text: &str) -> String {
    text.chars().take(120).collect()
}

fn tag<'a>(text: &'a str, open: &[String]) -> (Element, &'a str) {
    let body = &text[1..];
    let ends = body.find(|c: char| c.is_whitespace() || c == '>' || c == '/').expect("a tag ends");
    let name = body[..ends].to_owned();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    assert!(is_name, "no tag: {}", near(text));
    let mut rest = body[ends..].trim_start();
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.starts_with('>') {
        if let Some(after) = rest.strip_prefix("/>") {
            let element = Element { name, attributes, around: open.to_vec() };
            return (element, after);
        }
        let ends = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).expect("an attribute ends");
        let attribute = rest[..ends].to_owned();
        assert!(!attribute.is_empty() && !attribute.contains(['"', '\'', '<']), "no attribute: {}", near(rest));
        assert!(attributes.iter().all(|(known, _)| *known != attribute), "{attribute} stands twice: {}", near(text));
        rest = &rest[ends..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value ends");
            value = quoted[..close].to_owned();
            rest = &quoted[close + 1..];
        }
        attributes.push((attribute, value));
        rest = rest.trim_start();
    }
    (Element { name, attributes, around: open.to_vec() }, &rest[1..])
}

fn check_place(element: &Element, rest: &str) {
    let name = element.name.as_str();
    let inside = |other: &str| element.around.iter().any(|around| around == other);
    let place = || format!("<{name}> in {:?}, near {}", element.around, near(rest));
    assert!(!(inside("p") && BLOCK.contains(&name)), "a paragraph holds text alone: {}", place());
    let control = |name: &str| ["a", "button", "input", "select", "textarea", "label"].contains(&name);
    assert!(!((inside("a") || inside("button")) && control(name)), "a control in a control: {}", place());
    assert!(!(inside("form") && name == "form"), "a form in a form: {}", place());
    if let Some((parent, allowed)) =
        ONLY.iter().find(|(parent, _)| element.around.last().is_some_and(|last| last == parent))
    {
        assert!(allowed.contains(&name), "no place in <{parent}>: {}", place());
    }
    assert_eq!(element.attribute("style"), None, "the policy forbids style attributes: {}", place());
    let inline = element.attributes.iter().find(|(name, _)| name.starts_with("on"));
    assert_eq!(inline, None, "the policy forbids inline handlers: {}", place());
}

fn check_document(elements: &[Element]) {
    let mut ids: Vec<&str> = elements.iter().filter_map(|element| element.attribute("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "every id is one of a kind");
    let number = |name: &str| elements.iter().filter(|element| element.name == name).count();
    for once in ["html", "head", "body", "title", "main", "h1"] {
        assert_eq!(number(once), 1, "one <{once}>");
    }
    for element in elements {
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            for id in element.attribute(reference).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.binary_search(&id).is_ok(), "{reference}={id} points at nothing");
            }
        }
    }
}
