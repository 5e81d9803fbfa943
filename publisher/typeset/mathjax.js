// Set up MathJax 3 for drawing formulas one by one: defines draw(tex, display), which returns JSON,
// {"svg": …} or {"error": why, "line": where (0 = the first), "certain": whether the TeX is at fault}.
// Runs in QuickJS and in Node alike. PRESETS are commands, arguments and body by name.
"use strict";
(() => {
  const M = MathJax._;
  const tex = M.input.tex;
  const { Configuration } = tex.Configuration;
  const { CommandMap, EnvironmentMap, MacroMap } = tex.SymbolMap;
  const { NoTags, TagsFactory } = tex.Tags;
  const TexError = tex.TexError.default;
  const ParseUtil = tex.ParseUtil.default;
  const ParseMethods = tex.ParseMethods.default;
  const BaseMethods = tex.base.BaseMethods.default;
  const { AmsMethods } = tex.ams.AmsMethods;
  const { ColorMethods } = tex.color.ColorMethods;
  const NewcommandMethods = tex.newcommand.NewcommandMethods.default;
  const NewcommandUtil = tex.newcommand.NewcommandUtil.default;

  const adaptor = M.adaptors.liteAdaptor.liteAdaptor();
  // MathJax counts an em for characters of this pattern that its font lacks; ①, ✓ and emoji need it as well.
  const Measuring = Object.getPrototypeOf(M.adaptors.liteAdaptor.LiteAdaptor);
  Measuring.cjkPattern = new RegExp(
    Measuring.cjkPattern.source.replace("[", "[\u2460-\u24ff\u25a0-\u27bf\u{1f300}-\u{1faff}"), "gu");
  M.handlers.html_ts.RegisterHTMLHandler(adaptor);

  // Read on as if `text` stood here instead of the command and its arguments.
  const replaceBy = (parser, text) => {
    parser.string = ParseUtil.addArgs(parser, text, parser.string.slice(parser.i));
    parser.i = 0;
    ParseUtil.checkMaxMacros(parser);
  };
  // As \text takes it, whatever the characters mean to TeX.
  const SPELT = { "\\": "$\\backslash$", "~": "$\\sim$", "^": "$\\hat{}$" };
  const literally = (text) => text.replace(/[\\{}$%#&~^_]/g, (mark) => SPELT[mark] || "\\" + mark);

  const commands = {
    // A number may stand anywhere in its row, and wherever there are rows.
    Tag(parser, name) {
      const star = parser.GetStar();
      const label = ParseUtil.trimSpaces(parser.GetArgument(name));
      if (parser.tags.currentTag.tag) throw new TexError("MultipleCommand", "Multiple %1", parser.currentCS);
      parser.tags.tag(label, star);
    },
    // The formula a label names may stand anywhere in the post: its name is the honest thing to show.
    Reference(parser, name) {
      const label = literally(parser.GetArgument(name));
      replaceBy(parser, "\\text{" + (name === "\\eqref" ? "(" + label + ")" : label) + "}");
    },
    // \color{red}{x} colours x, as everybody who writes the braces means; \color{red} x switches, as LaTeX does.
    Color(parser, name) {
      const start = parser.i;
      parser.GetBrackets(name, "");
      parser.GetArgument(name);
      const method = parser.GetNext() === "{" ? "TextColor" : "Color";
      parser.i = start;
      ColorMethods[method](parser, name);
    },
    // The font has no double-struck 1: two strokes closer than any letters make one.
    DoubleStruck(parser, name) {
      const start = parser.i;
      if (parser.GetArgument(name).trim() === "1") {
        replaceBy(parser, "{\\mathrm{1}\\mkern-5.3mu\\mathrm{l}}");
      } else {
        parser.i = start;
        BaseMethods.MathFont(parser, name, tex.TexConstants.TexConstant.Variant.DOUBLESTRUCK);
      }
    },
    // Links lead nowhere in a drawing: what they show stays.
    Address(parser, name) {
      replaceBy(parser, "\\texttt{" + literally(parser.GetArgument(name)) + "}");
    },
    Define(parser, name) {
      parser.GetStar();
      NewcommandMethods.NewCommand(parser, name);
    },
    // Gives way to what MathJax knows, but not to our presets: the author cannot know of those.
    Provide(parser, name) {
      parser.GetStar();
      const start = parser.i;
      const known = NewcommandUtil.GetCsNameArgument(parser, name);
      const map = parser.configuration.handlers.get("macro").applicable(known);
      parser.i = start;
      if (!map || known in input.macros) {
        NewcommandMethods.NewCommand(parser, name);
      } else {
        NewcommandUtil.GetCsNameArgument(parser, name);
        NewcommandUtil.GetArgCount(parser, name);
        parser.GetBrackets(name);
        parser.GetArgument(name);
      }
    },
    Nothing() {},
  };
  new CommandMap("yigao-commands", {
    tag: "Tag", ref: "Reference", eqref: "Reference", color: "Color", url: "Address",
    mathbb: "DoubleStruck", mathbbm: "DoubleStruck", mathds: "DoubleStruck", Bbb: "DoubleStruck",
    newcommand: "Define", renewcommand: "Define", DeclareRobustCommand: "Define", providecommand: "Provide",
    global: "Nothing", long: "Nothing",
  }, commands);
  new CommandMap("yigao-definitions", { gdef: "MacroDef" }, NewcommandMethods);
  // Full-width displays become displays as wide as what they hold.
  const aligned = [null, false, true, "rl", ParseUtil.cols(0, 2)];
  new EnvironmentMap("yigao-environments", ParseMethods.environment, {
    flalign: ["EqnArray", ...aligned], "flalign*": ["EqnArray", ...aligned],
    xalignat: ["AlignAt", false, true], "xalignat*": ["AlignAt", false, true], xxalignat: ["AlignAt", false, true],
  }, AmsMethods);
  Configuration.create("yigao", {
    handler: {
      character: ["yigao-signs"], macro: ["yigao-commands", "yigao-definitions"], environment: ["yigao-environments"],
    },
    priority: 4,  // after \newcommand, before the standard packages
  });
  // Inside \text, `in_features` is a word: LaTeX would refuse it, every other web renderer prints it.
  new MacroMap("yigao-text", { "_": "Plain", "^": "Plain", "&": "Plain", "#": "Plain" },
    { Plain(parser, character) { parser.text += character; } });
  // “Quotes” between Chinese are no primes; ∑ is the sign, not only its shape.
  const SIGNS = {
    "“": "\\text{“}", "”": "\\text{”}", "‘": "\\text{‘}", "’": "\\text{’}", "·": "\\cdot ", "×": "\\times ", "÷": "\\div ",
    "∑": "\\sum ", "∏": "\\prod ", "∐": "\\coprod ", "⋃": "\\bigcup ", "⋂": "\\bigcap ", "⋁": "\\bigvee ",
    "⋀": "\\bigwedge ", "⨁": "\\bigoplus ", "⨂": "\\bigotimes ", "⨀": "\\bigodot ",
  };
  new MacroMap("yigao-signs", Object.fromEntries(Object.keys(SIGNS).map((sign) => [sign, "Sign"])),
    { Sign(parser, sign) { replaceBy(parser, SIGNS[sign]); } });
  Configuration.create("yigao-text", { parser: "text", handler: { character: ["yigao-text"] }, priority: 1 });

  // Numbers are the author's alone. MathJax sets them at the margin of a full-width box, where they cover the
  // formula on a phone: here they stand beside it, those of rows in a column of their own.
  const GAP = "2em";
  function Numbers() {  // MathJax's classes are of the old kind, and mathtools derives one from this
    NoTags.call(this);
    this.enTag = (node, number) => {
      const make = (...made) => this.configuration.nodeFactory.create("node", ...made);
      return make("mrow", [node, make("mspace", [], { width: GAP }), ...number.childNodes]);
    };
  }
  Numbers.prototype = Object.assign(Object.create(NoTags.prototype), {
    constructor: Numbers,
    getTag() { return this.currentTag.tag ? this.makeTag() : null; },
    finalize(node) { return this.currentTag.env || !this.currentTag.tag ? node : this.enTag(node, this.makeTag()); },
  });
  TagsFactory.add("yigao", Numbers);
  const listed = (table, name, size, last) => {
    const list = String(table.attributes.getExplicit(name) || table.attributes.getDefault(name)).split(/\s+/);
    while (list.length < size) list.push(list[list.length - 1]);
    table.attributes.set(name, [...list.slice(0, size), last].join(" "));
  };
  const make = (data, kind, children, said = {}) => data.nodeFactory.create("node", kind, children, said);
  const setNumbersApart = (data, table) => {
    const cells = (row) => row.childNodes.slice(row.isKind("mlabeledtr") ? 1 : 0);
    const size = Math.max(...table.childNodes.map((row) => cells(row).length));
    table.setChildren(table.childNodes.map((row) => {
      const filled = cells(row);
      while (filled.length < size) filled.push(make(data, "mtd", []));
      return make(data, "mtr", [...filled, row.isKind("mlabeledtr") ? row.childNodes[0] : make(data, "mtd", [])]);
    }));
    listed(table, "columnalign", size, "right");
    listed(table, "columnspacing", size - 1, GAP);
    listed(table, "columnwidth", size, "auto");
  };
  // The first line of a multline sticks out to the left, the last to the right.
  const setLinesApart = (data, table) => {
    const edge = (row, before) => {
      const cell = row.childNodes[row.isKind("mlabeledtr") ? 1 : 0];
      const space = make(data, "mspace", [], { width: GAP });
      cell.setChildren([make(data, "mrow", before ? [space, ...cell.childNodes] : [...cell.childNodes, space])]);
    };
    edge(table.childNodes[0], false);
    edge(table.childNodes[table.childNodes.length - 1], true);
    table.attributes.set("framespacing", "0 0");
  };
  const arrange = ({ data }) => data.root.walkTree((table) => {
    if (!table.isKind("mtable")) return;
    if (table.attributes.getExplicit("columnspacing") === "100%" && table.childNodes.length > 1) setLinesApart(data, table);
    if (table.childNodes.some((row) => row.isKind("mlabeledtr"))) setNumbersApart(data, table);
  });

  const input = {
    packages: [
      "base", "ams", "amscd", "bbox", "boldsymbol", "braket", "bussproofs", "cancel", "cases", "centernot", "color",
      "colortbl", "configmacros", "empheq", "enclose", "extpfeil", "gensymb", "mathtools", "mhchem", "newcommand",
      "textcomp", "textmacros", "unicode", "upgreek", "verb", "yigao",
    ],
    formatError(_, error) { throw error; },
    tags: "yigao",
    maxBuffer: 100 * 1024,  // of what macros are carried out in
    ams: { multlineWidth: "auto" },
    textmacros: { packages: ["text-base", "yigao-text"] },
    macros: {
      ...PRESETS,
      // What belongs to web pages or to other formulas: here there is neither.
      label: ["", 1], require: ["", 1],
      href: ["{#2}", 2], class: ["{#2}", 2], cssId: ["{#2}", 2], style: ["{#2}", 2], mathtip: ["{#1}", 2], texttip: ["{#1}", 2],
    },
  };
  const font = new M.output.svg.fonts.tex_ts.TeXFont();
  // ‖x‖ would have bars lower than its x: the first size is one of an arrow's shaft.
  Object.assign(font.delimiters[0x2016], { sizes: [1], schar: [0x2225], variants: [0] });

  // A line break outside any alignment: MathJax 3 sets such a formula on one line.
  const breaks = (node) => node.childNodes.some((child) =>
    child.isKind("mspace") ? child.attributes.get("linebreak") === "newline"
      : (child.isInferred || child.isKind("mstyle")) && breaks(child));
  let broken = false;

  let jax = null;
  const open = () => {
    jax = new M.input.tex_ts.TeX(input);
    jax.postFilters.add(arrange, -10);  // before attributes are inherited
    jax.postFilters.add(({ data }) => { broken = breaks(data.root); });
    return M.mathjax.mathjax.document("", {
      InputJax: jax, OutputJax: new M.output.svg_ts.SVG({ fontCache: "none", font }),
    });
  };
  // ex is that of MathJax's own font, so that Chinese characters come out as large as an em of the formula.
  const convert = (tex, display) => adaptor.innerHTML(
    page.convert(tex, { display, em: 16, ex: 16 * 0.442, containerWidth: 16 * 80 }));

  // What editors leave behind unseen, spaces TeX does not take for any, and line breaks before nothing.
  const cleaned = (tex) => {
    tex = tex.replace(/[\u200b-\u200f\u2060\ufeff]/g, "").replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ");
    let end;
    while ((end = /(\\+)\s*$/.exec(tex)) && end[1].length % 2 === 0) tex = tex.slice(0, end.index);
    return tex;
  };

  // How far reading came, in characters: macros are replaced in front of what is still to be read, so that
  // counting from the end tells. Arguments are read by parsers of their own, told after the one they are in.
  const reached = (tex) => {
    let end = tex.length;
    for (const parser of [...jax.parseOptions.parsers].reverse()) {
      const whole = parser.string;
      const found = parser === jax.parseOptions.parsers[jax.parseOptions.parsers.length - 1] ? end
        : [end, end - 1].find((at) => tex.slice(0, at).endsWith(whole));
      if (found === undefined) break;
      end = Math.max(0, found - (whole.length - parser.i));
    }
    return end;
  };

  // Commands that may define something: the next formula must not see it.
  const DEFINES = /\\[A-Za-z]*(?:def|let|new|provide|eclare|set|define|usetag)/;
  let page = null;

  globalThis.draw = (tex, display) => {
    tex = cleaned(tex);
    page = page || open();
    try {
      let svg = convert(tex, display);
      if (broken && display) svg = convert("\\begin{gathered}" + tex + "\n\\end{gathered}", display);
      if (DEFINES.test(tex)) page = null;
      return JSON.stringify({ svg });
    } catch (error) {
      page = null;
      const certain = error.id !== undefined;
      const line = certain ? tex.slice(0, reached(tex)).split("\n").length - 1 : 0;
      return JSON.stringify({ error: String(error.message), line, certain });
    }
  };
})();
