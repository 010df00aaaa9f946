//! JSON Schema (2020-12) for editors, made from the shapes that the reader itself uses.

use super::{Map, Scalar, Shape};
use serde_json::{Map as Object, Value, json};

/// The JSON Schema of a file with this shape.
pub fn json_schema(title: &str, shape: &'static Shape) -> Value {
    let mut definitions = Definitions { known: Vec::new(), done: Object::new() };
    let root = definitions.refer(shape);
    let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    schema["$ref"] = root["$ref"].clone();
    schema["$defs"] = Value::Object(definitions.done);
    schema
}

struct Definitions {
    known: Vec<(*const Shape, String)>,
    done: Object<String, Value>,
}

impl Definitions {
    /// A reference to the definition of a shape, which is written out once; shapes may refer to themselves.
    fn refer(&mut self, shape: &'static Shape) -> Value {
        let pointer: *const Shape = shape;
        if let Some((_, name)) = self.known.iter().find(|(known, _)| *known == pointer) {
            return json!({ "$ref": format!("#/$defs/{name}") });
        }
        let name = format!("s{}", self.known.len());
        self.known.push((pointer, name.clone()));
        let definition = self.define(shape);
        self.done.insert(name.clone(), definition);
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn define(&mut self, shape: &'static Shape) -> Value {
        let mut ways = Vec::new();
        if let Some(scalar) = shape.scalar {
            ways.push(scalar_schema(scalar));
        } else if shape.list.is_some() || shape.map.is_some() {
            ways.push(json!({ "type": "null" }));
        }
        if let Some(item) = shape.list {
            ways.push(json!({ "type": "array", "items": self.refer(item) }));
        }
        match &shape.map {
            Some(Map::Keyed(value)) => {
                ways.push(json!({ "type": "object", "additionalProperties": self.refer(value) }));
            }
            Some(Map::Record(fields)) => {
                let mut properties = Object::new();
                for field in *fields {
                    properties.insert(field.key.to_owned(), self.refer(field.shape));
                }
                let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.key).collect();
                ways.push(json!({
                    "type": "object", "properties": properties, "required": required, "additionalProperties": false
                }));
            }
            None => {}
        }
        match ways.len() {
            1 => ways.remove(0),
            _ => json!({ "anyOf": ways }),
        }
    }
}

fn scalar_schema(scalar: Scalar) -> Value {
    let any = json!({ "type": ["string", "number", "boolean", "null"] });
    match scalar {
        Scalar::Any => any,
        Scalar::Text | Scalar::Bound | Scalar::Cel | Scalar::Pattern => {
            json!({ "type": ["string", "number", "boolean"], "minLength": 1, "pattern": "\\S" })
        }
        Scalar::Bool => json!({ "type": "boolean" }),
        Scalar::Count => json!({ "type": "integer", "minimum": 0 }),
        Scalar::Number => json!({ "type": "number" }),
        // `true` unquoted is a boolean to YAML and a name to us.
        Scalar::Name => json!({ "type": ["string", "boolean"], "pattern": "^[A-Za-z][A-Za-z0-9_.-]*$" }),
        Scalar::Span => json!({ "type": "string", "pattern":
            "^\\s*(\\d+(\\.\\d+)?\\s*(ms|s|min|h|d|mo|y)\\s*)+$|^\\s*\\d+(\\.\\d+)?\\s*(calendar days?|workdays?|workhours?|months?|years?)\\s*$" }),
        Scalar::Word(words) => json!({ "enum": words }),
    }
}
