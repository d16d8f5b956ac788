//! Markup as a tree of bounded depth and size, the same for XML and HTML. Must not know what the elements mean.

use super::fault::Fault;

/// Deeper than any document nests; shallow enough for walks that call themselves.
pub const MAX_DEPTH: usize = 200;
/// More nodes and attributes than a document of some hundred pages has.
pub const MAX_NODES: usize = 400_000;

/// More attributes than an element of a document has; parsers compare each with all others.
pub const MAX_ATTRIBUTES: usize = 2_000;

/// More bytes of text than a thick book has.
pub const MAX_TEXT: usize = 1 << 20;

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name in lower case, in XML without prefix and in its own case.
    pub name: String,
    /// Its attributes; in XML with their prefixes.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// An element without content.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// Every element below it, itself first, in document order.
    pub fn all(&self) -> Vec<&Element> {
        let mut all = vec![self];
        let mut stack: Vec<&Element> = self.elements().collect();
        stack.reverse();
        while let Some(next) = stack.pop() {
            all.push(next);
            let base = stack.len();
            stack.extend(next.elements());
            if let Some(new) = stack.get_mut(base..) {
                new.reverse();
            }
        }
        all
    }

    /// The first element of this name anywhere below it.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.all().into_iter().skip(1).find(|element| element.name == name)
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        gather(self, &mut out);
        out
    }
}

fn gather(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => gather(element, out),
        }
    }
}

/// Builds a tree from what a reader meets.
pub struct Builder {
    stack: Vec<Element>,
    nodes: usize,
    text: usize,
}

impl Builder {
    /// Begins with an element of no name that will hold all.
    pub fn new() -> Self {
        Self { stack: vec![Element::default()], nodes: 0, text: 0 }
    }

    /// An element begins.
    ///
    /// # Errors
    /// When the tree becomes deeper or larger than a document.
    pub fn open(&mut self, element: Element) -> Result<(), Fault> {
        self.count(1 + element.attributes.len())?;
        if self.stack.len() >= MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.stack.push(element);
        Ok(())
    }

    /// The newest element ends.
    ///
    /// # Errors
    /// When none is open.
    pub fn close(&mut self) -> Result<(), Fault> {
        let (Some(element), Some(parent)) = (self.stack.pop(), self.stack.last_mut()) else {
            return Err(Fault::Broken);
        };
        parent.children.push(Node::Element(element));
        Ok(())
    }

    /// Text.
    ///
    /// # Errors
    /// When the tree becomes larger than a document.
    pub fn text(&mut self, text: &str) -> Result<(), Fault> {
        self.text += text.len();
        if self.text > MAX_TEXT {
            return Err(Fault::TooMany);
        }
        let Some(parent) = self.stack.last_mut() else { return Err(Fault::Broken) };
        if let Some(Node::Text(last)) = parent.children.last_mut() {
            last.push_str(text);
            return Ok(());
        }
        parent.children.push(Node::Text(text.to_owned()));
        self.count(1)
    }

    fn count(&mut self, new: usize) -> Result<(), Fault> {
        self.nodes += new;
        if self.nodes > MAX_NODES { Err(Fault::TooMany) } else { Ok(()) }
    }

    /// The whole tree.
    ///
    /// # Errors
    /// When an element was not closed.
    pub fn finish(mut self) -> Result<Element, Fault> {
        let root = self.stack.pop();
        root.filter(|_| self.stack.is_empty()).ok_or(Fault::Broken)
    }
}
