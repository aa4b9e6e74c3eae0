"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// chunk:core

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  const type = typeof input;
  if (type === "string") return `"${input}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
  if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label, dataset, config$1, other) {
  const input = other && "input" in other ? other.input : dataset.value;
  const expected = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
  if (isSchema) dataset.typed = false;
  if (dataset.issues) dataset.issues.push(issue);
  else dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
// @__NO_SIDE_EFFECTS__
function _isValidObjectKey(object$1, key) {
  return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  const list = [...new Set(values$1)];
  if (list.length > 1) return `(${list.join(` ${separator} `)})`;
  return list[0] ?? "never";
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
// @__NO_SIDE_EFFECTS__
function getDotPath(issue) {
  if (issue.path) {
    let key = "";
    for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
    else key += item.key;
    else return null;
    return key;
  }
  return null;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function check(requirement, message$1) {
  return {
    kind: "validation",
    type: "check",
    reference: check,
    async: false,
    expects: null,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function integer(message$1) {
  return {
    kind: "validation",
    type: "integer",
    reference: integer,
    async: false,
    expects: null,
    requirement: Number.isInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "max_length",
    reference: maxLength,
    async: false,
    expects: `<=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minLength(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_length",
    reference: minLength,
    async: false,
    expects: `>=${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minValue(requirement, message$1) {
  return {
    kind: "validation",
    type: "min_value",
    reference: minValue,
    async: false,
    expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function regex(requirement, message$1) {
  return {
    kind: "validation",
    type: "regex",
    reference: regex,
    async: false,
    expects: `${requirement}`,
    requirement,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function safeInteger(message$1) {
  return {
    kind: "validation",
    type: "safe_integer",
    reference: safeInteger,
    async: false,
    expects: null,
    requirement: Number.isSafeInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function transform(operation) {
  return {
    kind: "transformation",
    type: "transform",
    reference: transform,
    async: false,
    operation,
    "~run"(dataset) {
      dataset.value = this.operation(dataset.value);
      return dataset;
    }
  };
}
var ABORT_EARLY_CONFIG = { abortEarly: true };
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function is(schema, input) {
  return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: false,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key = 0; key < input.length; key++) {
          const value$1 = input[key];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (const issue of itemDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = itemDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!itemDataset.typed) dataset.typed = false;
          dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function boolean(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "boolean",
    reference: boolean,
    expects: "boolean",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "boolean") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function custom(check$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "custom",
    reference: custom,
    expects: "unknown",
    async: false,
    check: check$1,
    message: message$1,
    "~run"(dataset, config$1) {
      if (this.check(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function exactOptional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "exact_optional",
    reference: exactOptional,
    expects: wrapped.expects,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function literal(literal_, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "literal",
    reference: literal,
    expects: /* @__PURE__ */ _stringify(literal_),
    async: false,
    literal: literal_,
    message: message$1,
    "~run"(dataset, config$1) {
      if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function looseObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "loose_object",
    reference: looseObject,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
        if (!dataset.issues || !config$1.abortEarly) {
          for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullable(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullable",
    reference: nullable,
    expects: `(${wrapped.expects} | null)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullish(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullish",
    reference: nullish,
    expects: `(${wrapped.expects} | null | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null || dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null || dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function object(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "object",
    reference: object,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function optional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "optional",
    reference: optional,
    expects: `(${wrapped.expects} | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function picklist(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "picklist",
    reference: picklist,
    expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
    async: false,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      if (this.options.includes(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function record(key, value$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "record",
    reference: record,
    expects: "Object",
    async: false,
    key,
    value: value$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
          const entryValue = input[entryKey];
          const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
          if (keyDataset.issues) {
            const pathItem = {
              type: "object",
              origin: "key",
              input,
              key: entryKey,
              value: entryValue
            };
            for (const issue of keyDataset.issues) {
              issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = keyDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
          if (valueDataset.issues) {
            const pathItem = {
              type: "object",
              origin: "value",
              input,
              key: entryKey,
              value: entryValue
            };
            for (const issue of valueDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = valueDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
          if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "string") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
function union(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "union",
    reference: union,
    expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
    async: false,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      let validDataset;
      let typedDatasets;
      let untypedDatasets;
      for (const schema of this.options) {
        const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
        if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
        else typedDatasets = [optionDataset];
        else {
          validDataset = optionDataset;
          break;
        }
        else if (untypedDatasets) untypedDatasets.push(optionDataset);
        else untypedDatasets = [optionDataset];
      }
      if (validDataset) return validDataset;
      if (typedDatasets) {
        if (typedDatasets.length === 1) return typedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
        dataset.typed = true;
      } else if (untypedDatasets?.length === 1) return untypedDatasets[0];
      else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _standardSchema({
    kind: "schema",
    type: "unknown",
    reference: unknown,
    expects: "unknown",
    async: false,
    "~run"(dataset) {
      dataset.typed = true;
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function variant(key, options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "variant",
    reference: variant,
    expects: "Object",
    async: false,
    key,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        let outputDataset;
        let maxDiscriminatorPriority = 0;
        let invalidDiscriminatorKey = this.key;
        let expectedDiscriminators = [];
        const parseOptions = (variant$1, allKeys) => {
          for (const schema of variant$1.options) {
            if (schema.type === "variant") parseOptions(schema, new Set(allKeys).add(schema.key));
            else {
              let keysAreValid = true;
              let currentPriority = 0;
              for (const currentKey of allKeys) {
                const discriminatorSchema = schema.entries[currentKey];
                if (currentKey in input ? discriminatorSchema["~run"]({
                  typed: false,
                  value: input[currentKey]
                }, ABORT_EARLY_CONFIG).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
                  keysAreValid = false;
                  if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
                    maxDiscriminatorPriority = currentPriority;
                    invalidDiscriminatorKey = currentKey;
                    expectedDiscriminators = [];
                  }
                  if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
                  break;
                }
                currentPriority++;
              }
              if (keysAreValid) {
                const optionDataset = schema["~run"]({ value: input }, config$1);
                if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
              }
            }
            if (outputDataset && !outputDataset.issues) break;
          }
        };
        parseOptions(this, /* @__PURE__ */ new Set([this.key]));
        if (outputDataset) return outputDataset;
        _addIssue(this, "type", dataset, config$1, {
          input: input[invalidDiscriminatorKey],
          expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
          path: [{
            type: "object",
            origin: "value",
            input,
            key: invalidDiscriminatorKey,
            value: input[invalidDiscriminatorKey]
          }]
        });
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function omit(schema, keys) {
  const entries$1 = { ...schema.entries };
  for (const key of keys) delete entries$1[key];
  return _standardSchema({
    ...schema,
    entries: entries$1
  });
}
// @__NO_SIDE_EFFECTS__
function pipe(...pipe$1) {
  return _standardSchema({
    ...pipe$1[0],
    pipe: pipe$1,
    "~run"(dataset, config$1) {
      for (const item of pipe$1) if (item.kind !== "metadata") {
        if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
          dataset.typed = false;
          break;
        }
        if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// lib/domain/event.ts
var text = string();
var count = pipe(number(), integer(), minValue(0));
var at = { at: text };
var agent = {
  agent: text,
  agent_id: exactOptional(text),
  reported: exactOptional(boolean())
};
var clientSchema = looseObject({
  pid: exactOptional(count),
  pid_started: exactOptional(text),
  boot_id: exactOptional(text),
  pid_namespace: exactOptional(text)
});
var eventSchema = variant("event", [
  looseObject({
    event: literal("session-started"),
    ...at,
    source: text,
    client: clientSchema,
    cwd: text,
    worktree: exactOptional(text),
    head: exactOptional(text),
    parent: exactOptional(text),
    session_id: exactOptional(text)
  }),
  looseObject({ event: literal("session-ended"), ...at, reason: text, client: clientSchema }),
  looseObject({
    event: literal("agent-started"),
    ...at,
    ...agent,
    label: exactOptional(text),
    message: exactOptional(text),
    tools_used: exactOptional(array(text)),
    client: exactOptional(clientSchema)
  }),
  looseObject({
    event: literal("agent-finished"),
    ...at,
    ...agent,
    status: text,
    message: text,
    tools_used: array(text),
    started_at: exactOptional(text),
    transcript_path: exactOptional(text)
  }),
  looseObject({
    event: literal("checkpoint"),
    ...at,
    ...agent,
    message: text,
    tools_used: array(text),
    kind: text,
    github_issue: exactOptional(count),
    started_at: exactOptional(text)
  }),
  looseObject({ event: literal("issue-linked"), ...at, github_issue: count }),
  looseObject({ event: literal("batch-activated"), ...at, batch_id: text }),
  looseObject({
    event: literal("drive"),
    ...at,
    batch_id: text,
    on: boolean(),
    until: exactOptional(text)
  }),
  looseObject({ event: literal("drive-continued"), ...at, batch_id: text, progress: count }),
  looseObject({ event: literal("orphan-dismissed"), ...at, ...agent, started_at: text }),
  looseObject({ event: literal("told"), ...at, what: text }),
  looseObject({
    event: literal("hook-failed"),
    ...at,
    hook: exactOptional(text),
    message: exactOptional(text)
  })
]);
function parseEvent(data) {
  const parsed = safeParse(eventSchema, data);
  return parsed.success ? parsed.output : null;
}

// lib/domain/parse.ts
var import_result = require("./base.cjs");
function parserOf(schema) {
  return (data) => {
    const parsed = safeParse(schema, data);
    if (parsed.success) return (0, import_result.ok)(parsed.output);
    const [issue] = parsed.issues;
    return (0, import_result.refuse)("invalid-data", `${getDotPath(issue) ?? "data"}: ${issue.message}`);
  };
}

// lib/domain/preferences.ts
var import_result2 = require("./base.cjs");
var import_settings = require("./base.cjs");
var NAME = /^(?!(?:constructor|prototype)$)[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
var MAX_CHARACTERS = 1e4;
function checkPreference(name, value) {
  if (!NAME.test(name)) {
    return invalid(
      "a name is 1 to 64 of the characters A-Z a-z 0-9 _ . - and begins with a letter; constructor and prototype are none"
    );
  }
  return isSetting(name) ? (0, import_settings.parseSetting)(name, value) : checkJson(name, value);
}
function isSetting(name) {
  return Object.hasOwn(import_settings.INITIAL_SETTINGS, name);
}
function checkJson(name, value) {
  let text2;
  try {
    text2 = JSON.stringify(value);
  } catch {
    return invalid(`${name}: JSON cannot hold this value`);
  }
  if (text2 === void 0 || !isPlain(value)) return invalid(`${name}: JSON cannot hold this value`);
  if (text2.length > MAX_CHARACTERS)
    return invalid(`${name}: at most ${MAX_CHARACTERS} characters of JSON are kept`);
  return (0, import_result2.ok)(JSON.parse(text2));
}
function isPlain(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}
function invalid(message) {
  return (0, import_result2.refuse)("invalid-preference", message);
}

// lib/domain/project.ts
var projectSchema = looseObject({
  off: exactOptional(looseObject({ at: string() })),
  told: exactOptional(array(string()))
});
var parseProject = parserOf(projectSchema);
function noteTold(project, what) {
  const told = project?.told ?? [];
  return project !== null && told.includes(what) ? project : { ...project, told: [...told, what] };
}
function switchOff(project, now) {
  return project?.off === void 0 ? { ...project, off: { at: now } } : project;
}
function switchOn(project) {
  if (project === null || project.off === void 0) return project ?? {};
  const { off: _, ...rest } = project;
  return rest;
}

// lib/hook-failure.ts
var import_save_event = require("./base.cjs");
var import_workspace = require("./base.cjs");
function noteFailure(error, hook, workspace, isOnce) {
  const { reason, detail } = (0, import_save_event.skippedBy)(error);
  const say = `autonomous-dev: the ${hook} hook could not finish (${reason}): ${detail}`;
  try {
    if (workspace === null || !workspace.store.exists()) return isOnce ? say : null;
    const isFirst = !hasFailedBefore(workspace);
    (0, import_workspace.appendEvent)(workspace, {
      event: "hook-failed",
      at: (0, import_workspace.timeOf)(workspace.surroundings),
      hook,
      message: `${reason}: ${detail}`
    });
    return isFirst ? say : null;
  } catch {
    return isOnce ? say : null;
  }
}
function hasFailedBefore({ store, sessionId }) {
  for (const { data } of store.newestFirst(sessionId))
    if (parseEvent(data)?.event === "hook-failed") return true;
  return false;
}

// lib/store/documents.ts
var import_result3 = require("./base.cjs");
var import_engine = require("./base.cjs");
var import_envelope = require("./base.cjs");
var import_errors2 = require("./base.cjs");

// lib/store/overtaken.ts
var import_deadline = require("./base.cjs");
var import_errors = require("./base.cjs");
async function untilItCounts(engine, address, deadline, name, attempt) {
  let turn;
  const wait = () => (turn ??= engine.lineUp(address)).comes(deadline);
  try {
    if (engine.isCrowded(address)) await wait();
    for (; ; ) {
      const result = await attempt();
      if (result !== "conflict") return result;
      if ((0, import_deadline.isOver)(deadline))
        throw new import_errors.StateError("conflict", `${name}: others kept committing first; try again`);
      await wait();
    }
  } finally {
    turn?.leave();
  }
}

// lib/store/documents.ts
var import_kind = require("./base.cjs");
var import_migrations = require("./base.cjs");
var import_unique = require("./base.cjs");
async function update(engine, kind, id, change, deadline) {
  const address = { kind: kind.name, id };
  return untilItCounts(engine, address, deadline, (0, import_kind.nameOf)(kind, id), async () => {
    const latest = await engine.latest(address);
    const current = (0, import_kind.interpret)(kind, id, latest);
    if (!current.ok) return current;
    const now = await engine.now();
    const changed = change(current.value?.data ?? null, now);
    if (!changed.ok) return changed;
    const { data, answer, version = kind.version } = changed.value;
    if (current.value !== null && data === current.value.data && latest.damaged.length === 0) {
      return (0, import_result3.ok)({ data, revision: current.value.revision, answer, committedBytes: 0, fellBack: false });
    }
    const kept = kind.isKept?.(current.value?.data ?? null, data) ?? false;
    const header = nextHeader(kind, latest, now, { isKept: kept, version });
    const bytes = encode(kind, id, header, current.value?.data ?? null, data);
    if (latest.damaged.length > 0) await engine.quarantine(address, latest.damaged, deadline);
    const result = await engine.append(address, header, bytes, deadline);
    if (result === "conflict") return "conflict";
    if (result === "unknown") {
      throw new import_errors2.StateError(
        "unknown",
        `${(0, import_kind.nameOf)(kind, id)}: it cannot be told whether this change counts; look before you repeat it`
      );
    }
    await tidy(engine, address, header);
    return (0, import_result3.ok)({
      data,
      revision: header.number,
      answer,
      committedBytes: bytes.length,
      fellBack: latest.damaged.length > 0
    });
  });
}
async function remove(engine, kind, id, deadline, mayGo) {
  const address = { kind: kind.name, id };
  return untilItCounts(engine, address, deadline, (0, import_kind.nameOf)(kind, id), async () => {
    const latest = await engine.latest(address);
    if (latest.next === 1) return true;
    const current = (0, import_kind.interpret)(kind, id, latest);
    if (!current.ok && current.refusal.code === "removed") return true;
    if (mayGo !== void 0 && !(current.ok && current.value !== null && mayGo(current.value))) return false;
    const header = { ...nextHeader(kind, latest, await engine.now()), tombstone: true };
    const result = await engine.append(address, header, (0, import_envelope.encodeEnvelope)(header, null), deadline);
    return result === "committed" ? true : "conflict";
  });
}
function nextHeader(kind, latest, now, { isKept, version } = {
  isKept: false,
  version: kind.version
}) {
  const before = latest.revision?.header;
  const nonce = (0, import_unique.uniqueName)();
  const kept = [...isKept ? [latest.next] : [], ...before?.kept ?? []].slice(0, import_engine.KEPT_REVISIONS);
  return {
    kind: kind.name,
    version: [version, before?.version ?? version].reduce(import_migrations.higherVersion, kind.version),
    number: latest.next,
    written_at: new Date(now).toISOString(),
    nonce,
    recent: [nonce, ...before?.recent ?? []].slice(0, import_engine.RECENT_COMMITS),
    ...kept.length > 0 ? { kept } : {}
  };
}
function encode(kind, id, header, before, data) {
  const checked = kind.check?.(before, data) ?? kind.parse(data);
  if (!checked.ok) {
    throw new import_errors2.StateError(
      "unknown",
      `${(0, import_kind.nameOf)(kind, id)} would become unreadable: ${checked.refusal.message}`
    );
  }
  try {
    return (0, import_envelope.encodeEnvelope)(header, data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new import_errors2.StateError("unknown", `${(0, import_kind.nameOf)(kind, id)} cannot be written: ${why}`, { cause: error });
  }
}
async function tidy(engine, address, header) {
  try {
    await engine.prune(address, header);
  } catch {
  }
}

// lib/store/locked-commit.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import_deadline2 = require("./base.cjs");
var import_errors3 = require("./base.cjs");

// lib/store/packages.ts
function properLockfile() {
  return require("./vendor/proper-lockfile.cjs");
}
function writeFileAtomic() {
  return require("./vendor/write-file-atomic.cjs");
}

// lib/store/locked-commit.ts
var import_temp_file = require("./base.cjs");
var LOCK_NAME = ".commit.lock";
var STALE_MS = 2e3;
function commitLocked(folder, name, bytes, deadline) {
  const temp = (0, import_temp_file.writeTemp)(folder, bytes);
  if (temp === null) return "vanished";
  let release;
  try {
    release = acquire(folder, deadline);
  } catch (error) {
    (0, import_temp_file.removeQuietly)(temp);
    throw error;
  }
  try {
    if (isPresent((0, import_node_path.join)(folder, name))) return "taken";
    (0, import_node_fs.renameSync)(temp, (0, import_node_path.join)(folder, name));
  } catch (error) {
    if ((0, import_errors3.systemCode)(error) === "ENOENT") return "vanished";
    throw (0, import_errors3.writeError)(error, "creating", (0, import_node_path.join)(folder, name));
  } finally {
    (0, import_temp_file.removeQuietly)(temp);
    releaseQuietly(release);
  }
  (0, import_temp_file.confirmDurable)(folder, name);
  return "created";
}
function acquire(folder, deadline) {
  const { lockSync } = properLockfile();
  const lockfilePath = (0, import_node_path.join)(folder, LOCK_NAME);
  for (; ; ) {
    try {
      return lockSync(folder, {
        lockfilePath,
        realpath: false,
        stale: STALE_MS,
        // The default throws from a timer. A lock that was lost shows as a number that is taken.
        onCompromised: () => void 0
      });
    } catch (error) {
      if ((0, import_errors3.systemCode)(error) !== "ELOCKED") throw (0, import_errors3.writeError)(error, "locking", lockfilePath);
    }
    (0, import_deadline2.pause)(10 + Math.random() * 20, deadline, `the lock ${lockfilePath}`);
  }
}
function releaseQuietly(release) {
  try {
    release();
  } catch {
  }
}
function isPresent(path) {
  return (0, import_node_fs.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
}

// lib/store/quarantine.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = require("node:path");
var import_commit_file = require("./base.cjs");
var import_digest = require("./base.cjs");
var import_envelope2 = require("./base.cjs");
var import_numbered_folder = require("./base.cjs");
var import_read_file = require("./base.cjs");
var import_temp_file2 = require("./base.cjs");
var KEEP_COPIES = 8;
function setAside(folder, prefix, number2, deadline) {
  let bytes;
  try {
    bytes = (0, import_read_file.readWhole)((0, import_node_path2.join)(folder, (0, import_numbered_folder.numberedName)(prefix, number2)), import_envelope2.MAX_FILE_BYTES);
  } catch (error) {
    if (error instanceof import_read_file.NotAFile) return;
    throw error;
  }
  if (bytes === null) return;
  (0, import_commit_file.commitFile)(folder, `corrupt-${number2}-${(0, import_digest.sha256Of)(bytes).slice(0, 12)}`, bytes, deadline);
  dropSurplus(folder);
}
function dropSurplus(folder) {
  const copies = copiesIn(folder);
  const number2 = (name) => Number.parseInt(name.slice("corrupt-".length), 10);
  copies.sort((a, b) => number2(b) - number2(a));
  for (const name of copies.slice(KEEP_COPIES)) (0, import_temp_file2.removeQuietly)((0, import_node_path2.join)(folder, name));
}
function copiesIn(folder) {
  try {
    return (0, import_node_fs2.readdirSync)(folder).filter((name) => name.startsWith("corrupt-"));
  } catch {
    return [];
  }
}

// lib/store/trash.ts
var import_node_fs3 = require("node:fs");
var import_node_path3 = require("node:path");
var import_errors4 = require("./base.cjs");
var import_numbered_folder2 = require("./base.cjs");
var import_sweep = require("./base.cjs");
var import_unique2 = require("./base.cjs");
var TRASH_PREFIX = ".trash-";
function removeFolder(folder) {
  if (moveToTrash(folder) !== null) emptyTrash((0, import_node_path3.dirname)(folder));
}
function moveToTrash(folder, note = "") {
  const name = `${TRASH_PREFIX}${process.pid}-${(0, import_unique2.uniqueName)()}${note === "" ? "" : `.${note}`}`;
  const trash = (0, import_node_path3.join)((0, import_node_path3.dirname)(folder), name);
  try {
    (0, import_node_fs3.renameSync)(folder, trash);
    return trash;
  } catch (error) {
    if ((0, import_errors4.systemCode)(error) === "ENOENT") return null;
    throw (0, import_errors4.writeError)(error, "removing", folder);
  }
}
function leftTrash(parent, now) {
  const names = (0, import_numbered_folder2.namesIn)(parent) ?? [];
  return names.filter((name) => name.startsWith(TRASH_PREFIX) && isLeftTrash((0, import_node_path3.join)(parent, name), now));
}
function isLeftTrash(path, now) {
  const pid = Number(/^\.trash-(\d+)-/.exec((0, import_node_path3.basename)(path))?.[1]);
  return pid === process.pid || (0, import_sweep.isAbandoned)(path, pid, now);
}
function noteOfTrash(name) {
  const dot = name.indexOf(".", TRASH_PREFIX.length);
  return dot < 0 ? "" : name.slice(dot + 1);
}
function emptyTrash(parent) {
  let emptied = 0;
  try {
    for (const name of leftTrash(parent, Date.now())) {
      (0, import_node_fs3.rmSync)((0, import_node_path3.join)(parent, name), { recursive: true, force: true });
      emptied += 1;
    }
  } catch {
  }
  return emptied;
}

// lib/store/turnstile.ts
var import_node_fs4 = require("node:fs");
var import_node_path4 = require("node:path");
var import_deadline3 = require("./base.cjs");
var import_numbered_folder3 = require("./base.cjs");
var import_sweep2 = require("./base.cjs");
var import_temp_file3 = require("./base.cjs");
var import_unique3 = require("./base.cjs");
var NEXT_MS = 6;
var TURN_MS = 15;
var TICKET_MS = 2e3;
var TIME_LENGTH = 16;
function isCrowded(folder) {
  return ((0, import_numbered_folder3.listFolder)(folder, "r")?.temps ?? []).some((temp) => isFresh(temp) && (0, import_sweep2.isRunning)((0, import_sweep2.pidOfTemp)(temp)));
}
function lineUp(folder) {
  const time = (0, import_deadline3.clockMs)().toFixed(3).padStart(TIME_LENGTH, "0");
  const ticket = `${import_numbered_folder3.TEMP_PREFIX}${process.pid}-turn-${time}-${(0, import_unique3.uniqueName)()}`;
  const path = (0, import_node_path4.join)(folder, ticket);
  try {
    (0, import_node_fs4.closeSync)((0, import_node_fs4.openSync)(path, "wx", 384));
  } catch {
  }
  return {
    comes: (deadline) => waitFor(folder, ticket, deadline),
    leave: () => (0, import_temp_file3.removeQuietly)(path)
  };
}
async function waitFor(folder, ticket, deadline) {
  const half = (0, import_deadline3.deadlineIn)((0, import_deadline3.msLeft)(deadline) / 2);
  while (!(0, import_deadline3.isOver)(half)) {
    const inFront = ticketsBefore(ticket, (0, import_numbered_folder3.listFolder)(folder, "r")?.temps ?? []);
    if (!inFront.some((other) => (0, import_sweep2.isRunning)((0, import_sweep2.pidOfTemp)(other)))) return;
    const pauseMs = NEXT_MS + (inFront.length - 1) * TURN_MS;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
function ticketsBefore(ticket, temps) {
  if (!temps.includes(ticket)) return [];
  return temps.filter((temp) => isFresh(temp) && placeOf(temp) < placeOf(ticket));
}
function isFresh(temp) {
  const place = placeOf(temp);
  return place !== "" && (0, import_deadline3.clockMs)() - Number.parseFloat(place) < TICKET_MS;
}
function placeOf(temp) {
  return /-turn-(.+)$/.exec(temp)?.[1] ?? "";
}

// lib/store/view.ts
var import_node_fs5 = require("node:fs");
var import_node_path5 = require("node:path");
var import_temp_file4 = require("./base.cjs");
var MAX_VIEW_BYTES = 1024 * 1024;
var MAX_ATTEMPTS = 20;
var DAY_MS = 24 * 60 * 60 * 1e3;
function publishView(path, made, newest) {
  let view = made;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const publish = publisherOf(path, view.value);
    if (attempt === 1 && newest.revision() !== made.revision) return;
    publish();
    if (newest.revision() === view.revision) return sweepViewTemps(path);
    view = newest.view();
  }
}
function publisherOf(path, value) {
  const text2 = value === null ? "" : `${JSON.stringify(value, null, 2)}
`;
  const bytes = Buffer.byteLength(text2);
  if (value === null || bytes > MAX_VIEW_BYTES) return () => (0, import_temp_file4.removeQuietly)(path);
  const write = writeFileAtomic().sync;
  return () => {
    if ((0, import_node_fs5.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink()) (0, import_temp_file4.removeQuietly)(path);
    write(path, text2, { mode: 384, fsync: false });
    if ((0, import_node_fs5.statSync)(path, { throwIfNoEntry: false })?.size !== bytes) (0, import_temp_file4.removeQuietly)(path);
  };
}
function sweepViewTemps(path) {
  const [folder, prefix] = [(0, import_node_path5.dirname)(path), `${(0, import_node_path5.basename)(path)}.`];
  for (const name of (0, import_node_fs5.readdirSync)(folder)) {
    if (!name.startsWith(prefix) || !/^\d+$/.test(name.slice(prefix.length))) continue;
    const temp = (0, import_node_path5.join)(folder, name);
    if (Date.now() - ((0, import_node_fs5.statSync)(temp, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY_MS) (0, import_temp_file4.removeQuietly)(temp);
  }
}

// lib/user-state-manager.ts
var import_save_event2 = require("./base.cjs");
var import_result4 = require("./base.cjs");
var import_predecessor_user = require("./base.cjs");
var import_user_settings = require("./base.cjs");
var import_workspace2 = require("./base.cjs");
function loadUserState(here) {
  return settleUser(here, async (store, surroundings) => {
    const read = await store.read(import_user_settings.USER);
    return read.ok ? (0, import_result4.ok)(read.value?.data ?? (0, import_predecessor_user.userBefore)(surroundings)) : read;
  });
}
async function isFirstRun(here) {
  const loaded = await loadUserState(here);
  return loaded.ok ? { ok: true, value: !loaded.value.first_run_complete } : loaded;
}
function recordFirstRunComplete(here) {
  return changeUser(
    here,
    (user) => (0, import_result4.ok)(user.first_run_complete ? user : { ...user, first_run_complete: true })
  );
}
async function getUserPreference(name, here) {
  const loaded = await loadUserState(here);
  if (!loaded.ok) return loaded;
  const { preferences } = loaded.value;
  return { ok: true, value: Object.hasOwn(preferences, name) ? preferences[name] : void 0 };
}
function setUserPreference(name, value, here) {
  return changeUser(here, (user) => {
    const checked = checkPreference(name, value);
    if (!checked.ok) return checked;
    return (0, import_result4.ok)({ ...user, preferences: { ...user.preferences, [name]: checked.value } });
  });
}
function unsetUserPreference(name, here) {
  return changeUser(here, (user) => {
    if (!Object.hasOwn(user.preferences, name)) return (0, import_result4.ok)(user);
    const { [name]: _, ...preferences } = user.preferences;
    return (0, import_result4.ok)({ ...user, preferences });
  });
}
function changeUser(here, change) {
  return settleUser(here, async (store, surroundings) => {
    const updated = await store.update(
      import_user_settings.USER,
      "",
      (user) => {
        const changed = change(user ?? (0, import_predecessor_user.firstUser)(surroundings));
        return changed.ok ? (0, import_result4.ok)({ data: changed.value, answer: null }) : changed;
      },
      surroundings.deadline
    );
    return updated.ok ? (0, import_result4.ok)(updated.value.data) : updated;
  });
}
async function settleUser(here, operation) {
  try {
    const surroundings = here ?? (0, import_workspace2.processSurroundings)();
    const result = await operation((0, import_user_settings.openUserStore)(surroundings), surroundings);
    return result.ok ? result : { ok: false, refused: result.refusal };
  } catch (error) {
    const { reason, detail } = (0, import_save_event2.skippedBy)(error);
    return { ok: false, skipped: { reason, detail } };
  }
}

// used:valibot
var valibot_exports = {};
__export(valibot_exports, {
  array: () => array,
  boolean: () => boolean,
  check: () => check,
  custom: () => custom,
  exactOptional: () => exactOptional,
  getDotPath: () => getDotPath,
  integer: () => integer,
  is: () => is,
  literal: () => literal,
  looseObject: () => looseObject,
  maxLength: () => maxLength,
  minLength: () => minLength,
  minValue: () => minValue,
  nullable: () => nullable,
  nullish: () => nullish,
  number: () => number,
  object: () => object,
  omit: () => omit,
  optional: () => optional,
  picklist: () => picklist,
  pipe: () => pipe,
  record: () => record,
  regex: () => regex,
  safeInteger: () => safeInteger,
  safeParse: () => safeParse,
  string: () => string,
  transform: () => transform,
  union: () => union,
  unknown: () => unknown,
  variant: () => variant
});
module.exports = {
  KEEP_COPIES,
  LOCK_NAME,
  MAX_VIEW_BYTES,
  TRASH_PREFIX,
  clientSchema,
  commitLocked,
  emptyTrash,
  getUserPreference,
  isCrowded,
  isFirstRun,
  isLeftTrash,
  isSetting,
  leftTrash,
  lineUp,
  loadUserState,
  moveToTrash,
  noteFailure,
  noteOfTrash,
  noteTold,
  parseEvent,
  parseProject,
  parserOf,
  publishView,
  recordFirstRunComplete,
  remove,
  removeFolder,
  setAside,
  setUserPreference,
  switchOff,
  switchOn,
  unsetUserPreference,
  update,
  valibot: valibot_exports,
  writeFileAtomic,
};
