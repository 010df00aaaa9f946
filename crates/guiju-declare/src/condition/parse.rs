//! Python's grammar of expressions, as much of it as conditions can use.

use super::{Arithmetic, Comparison, Expr, Names, Unreadable, Whose, Why, lex::Token};

/// How deep brackets and signs may be nested.
const DEEP: usize = 64;

/// The expression that all of `tokens` make; `end` is where the text ends.
pub(crate) fn parse(tokens: &[(usize, Token)], end: usize, names: Names) -> Result<Expr, Unreadable> {
    let mut parser = Parser { tokens, next: 0, end, names, deep: 0 };
    let expr = parser.list()?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    tokens: &'t [(usize, Token)],
    next: usize,
    end: usize,
    names: Names,
    deep: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn fail(&self, why: Why) -> Unreadable {
        Unreadable { at: self.at(), why }
    }

    fn unexpected(&self) -> Unreadable {
        self.fail(match self.peek() {
            None => Why::Ended,
            Some(Token::Name(name)) => Why::Unexpected(name.clone()),
            Some(Token::Text(text)) => Why::Unexpected(format!("\"{text}\"")),
            Some(Token::Int(value)) => Why::Unexpected(value.to_string()),
            Some(Token::Float(value)) => Why::Unexpected(value.to_string()),
            Some(Token::Sign(sign)) => Why::Unexpected((*sign).to_owned()),
        })
    }

    fn sign(&mut self, sign: &str) -> bool {
        let there = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.next += usize::from(there);
        there
    }

    fn word(&mut self, word: &str) -> bool {
        let there = matches!(self.peek(), Some(Token::Name(next)) if next == word);
        self.next += usize::from(there);
        there
    }

    fn close(&mut self, sign: &'static str) -> Result<(), Unreadable> {
        if self.sign(sign) {
            return Ok(());
        }
        Err(match self.peek() {
            None => self.fail(Why::NotClosed(if sign == ")" { '(' } else { '[' })),
            Some(_) => self.unexpected(),
        })
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Unreadable>) -> Result<T, Unreadable> {
        if self.deep >= DEEP {
            return Err(self.fail(Why::TooDeep));
        }
        self.deep += 1;
        let result = inner(self);
        self.deep -= 1;
        result
    }

    /// One expression, or several with commas between: a tuple.
    fn list(&mut self) -> Result<Expr, Unreadable> {
        let first = self.or()?;
        if !self.sign(",") {
            return Ok(first);
        }
        let mut items = vec![first];
        while !matches!(self.peek(), None | Some(Token::Sign(")"))) {
            items.push(self.or()?);
            if !self.sign(",") {
                break;
            }
        }
        Ok(Expr::Tuple(items))
    }

    fn or(&mut self) -> Result<Expr, Unreadable> {
        let mut operands = vec![self.and()?];
        while self.word("or") {
            operands.push(self.and()?);
        }
        Ok(if operands.len() == 1 { operands.remove(0) } else { Expr::Or(operands) })
    }

    fn and(&mut self) -> Result<Expr, Unreadable> {
        let mut operands = vec![self.not()?];
        while self.word("and") {
            operands.push(self.not()?);
        }
        Ok(if operands.len() == 1 { operands.remove(0) } else { Expr::And(operands) })
    }

    fn not(&mut self) -> Result<Expr, Unreadable> {
        if self.word("not") {
            return Ok(Expr::Not(Box::new(self.deeper(Self::not)?)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expr, Unreadable> {
        let first = self.sum()?;
        let mut rest = Vec::new();
        while let Some(comparison) = self.comparison_sign()? {
            rest.push((comparison, self.sum()?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Compare(Box::new(first), rest) })
    }

    fn comparison_sign(&mut self) -> Result<Option<Comparison>, Unreadable> {
        let comparison = match self.peek() {
            Some(Token::Sign("==")) => Comparison::Equal,
            Some(Token::Sign("!=")) => Comparison::NotEqual,
            Some(Token::Sign("<")) => Comparison::Less,
            Some(Token::Sign("<=")) => Comparison::LessEqual,
            Some(Token::Sign(">")) => Comparison::Greater,
            Some(Token::Sign(">=")) => Comparison::GreaterEqual,
            Some(Token::Name(name)) if name == "in" => Comparison::In,
            Some(Token::Name(name)) if name == "not" => {
                self.next += 1;
                if self.word("in") {
                    return Ok(Some(Comparison::NotIn));
                }
                return Err(self.unexpected());
            }
            _ => return Ok(None),
        };
        self.next += 1;
        Ok(Some(comparison))
    }

    fn sum(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.product()?;
        loop {
            let arithmetic = match self.peek() {
                Some(Token::Sign("+")) => Arithmetic::Add,
                Some(Token::Sign("-")) => Arithmetic::Subtract,
                _ => return Ok(left),
            };
            self.next += 1;
            left = Expr::Arithmetic(arithmetic, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.signed()?;
        loop {
            let arithmetic = match self.peek() {
                Some(Token::Sign("*")) => Arithmetic::Multiply,
                Some(Token::Sign("/")) => Arithmetic::Divide,
                Some(Token::Sign("//")) => Arithmetic::FloorDivide,
                Some(Token::Sign("%")) => Arithmetic::Modulo,
                _ => return Ok(left),
            };
            self.next += 1;
            left = Expr::Arithmetic(arithmetic, Box::new(left), Box::new(self.signed()?));
        }
    }

    fn signed(&mut self) -> Result<Expr, Unreadable> {
        if self.sign("-") {
            return Ok(Expr::Minus(Box::new(self.deeper(Self::signed)?)));
        }
        if self.sign("+") {
            return Ok(Expr::Minus(Box::new(Expr::Minus(Box::new(self.deeper(Self::signed)?)))));
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expr, Unreadable> {
        let Some((_, token)) = self.tokens.get(self.next) else { return Err(self.fail(Why::Ended)) };
        match token {
            Token::Int(value) => {
                self.next += 1;
                Ok(Expr::Int(*value))
            }
            Token::Float(value) => {
                self.next += 1;
                Ok(Expr::Float(*value))
            }
            Token::Text(_) => {
                let mut text = String::new();
                while let Some(Token::Text(next)) = self.peek() {
                    text.push_str(next);
                    self.next += 1;
                }
                Ok(Expr::Text(text))
            }
            Token::Sign("(") => {
                self.next += 1;
                if self.sign(")") {
                    return Ok(Expr::Tuple(Vec::new()));
                }
                let inner = self.deeper(Self::list)?;
                self.close(")")?;
                Ok(inner)
            }
            Token::Name(name) => self.name(name),
            Token::Sign(_) => Err(self.unexpected()),
        }
    }

    fn name(&mut self, name: &str) -> Result<Expr, Unreadable> {
        let whose = match name {
            "True" | "False" => {
                self.next += 1;
                return Ok(Expr::Bool(name == "True"));
            }
            "None" => {
                self.next += 1;
                return Ok(Expr::None);
            }
            "abs" | "float" if self.names == Names::Both => return self.call(name),
            "A" => Whose::Activation,
            "T" if self.names == Names::Both => Whose::Target,
            "T" => return Err(self.fail(Why::NoTargetHere)),
            "and" | "or" | "not" | "in" | "is" | "if" | "else" | "for" | "lambda" => {
                return Err(self.unexpected());
            }
            _ => return Err(self.fail(Why::UnknownName(name.to_owned()))),
        };
        self.next += 1;
        if !self.sign("[") {
            return Ok(Expr::Event(whose));
        }
        let Some(Token::Text(attribute)) = self.peek().cloned() else { return Err(self.unexpected()) };
        self.next += 1;
        self.close("]")?;
        Ok(Expr::Attribute(whose, attribute))
    }

    fn call(&mut self, name: &str) -> Result<Expr, Unreadable> {
        self.next += 1;
        if !self.sign("(") {
            return Err(self.unexpected());
        }
        let argument = Box::new(self.deeper(Self::or)?);
        self.close(")")?;
        Ok(if name == "abs" { Expr::Abs(argument) } else { Expr::Float64(argument) })
    }
}
