// Set up MathJax 3 for drawing formulas one by one: defines draw(tex, display), which returns JSON,
// {"svg": …} or {"error": why, "certain": whether the TeX is at fault}. Runs in QuickJS and in Node alike.
"use strict";
(() => {
  const M = MathJax._;
  const tex = M.input.tex;
  const { Configuration } = tex.Configuration;
  const { CommandMap, EnvironmentMap, MacroMap } = tex.SymbolMap;
  const ParseUtil = tex.ParseUtil.default;
  const ParseMethods = tex.ParseMethods.default;
  const BaseMethods = tex.base.BaseMethods.default;
  const { ColorMethods } = tex.color.ColorMethods;

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

  const commands = {
    // MathJax sets numbers at the margin of a full-width box, which overlaps the formula on a phone.
    Tag(parser, name) {
      const star = parser.GetStar();
      const label = parser.GetArgument(name);
      replaceBy(parser, "\\qquad\\text{" + (star ? label : "(" + label + ")") + "}");
    },
    // The formula a label names may stand anywhere in the post: its name is the honest thing to show.
    Reference(parser, name) {
      const label = parser.GetArgument(name).replace(/[\\{}$%#&~^_]/g, "\\$&").replace(/\\[\\~^]/g, "-");
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
      if (parser.GetArgument(name) === "1") {
        replaceBy(parser, "{\\mathrm{1}\\mkern-5.3mu\\mathrm{l}}");
      } else {
        parser.i = start;
        BaseMethods.MathFont(parser, name, tex.TexConstants.TexConstant.Variant.DOUBLESTRUCK);
      }
    },
  };
  new CommandMap("yigao-commands", {
    tag: "Tag", ref: "Reference", eqref: "Reference", color: "Color",
    mathbb: "DoubleStruck", mathbbm: "DoubleStruck", mathds: "DoubleStruck", Bbb: "DoubleStruck",
  }, commands);
  // Full-width displays become displays as wide as what they hold.
  new EnvironmentMap("yigao-environments", ParseMethods.environment, {
    flalign: ["EqnArray", null, false, true, "rl", ParseUtil.cols(0, 2)],
    "flalign*": ["EqnArray", null, false, true, "rl", ParseUtil.cols(0, 2)],
  }, tex.ams.AmsMethods.AmsMethods);
  Configuration.create("yigao", {
    handler: { macro: ["yigao-commands"], environment: ["yigao-environments"] },
    priority: 4,  // after \newcommand, before the standard packages
  });
  // Inside \text, `in_features` is a word: LaTeX would refuse it, every other web renderer prints it.
  new MacroMap("yigao-text", { "_": "Plain", "^": "Plain", "&": "Plain", "#": "Plain" },
    { Plain(parser, character) { parser.text += character; } });
  Configuration.create("yigao-text", { parser: "text", handler: { character: ["yigao-text"] }, priority: 1 });

  const input = {
    packages: [
      "base", "ams", "amscd", "bbox", "boldsymbol", "braket", "bussproofs", "cancel", "cases", "centernot", "color",
      "colortbl", "configmacros", "empheq", "enclose", "extpfeil", "gensymb", "mathtools", "mhchem", "newcommand",
      "textcomp", "textmacros", "unicode", "upgreek", "verb", "yigao",
    ],
    formatError(_, error) { throw error; },
    ams: { multlineWidth: "auto" },
    textmacros: { packages: ["text-base", "yigao-text"] },
    // What authors take for granted from other renderers or their own blog's settings.
    macros: {
      bm: ["\\boldsymbol{#1}", 1], bold: ["\\mathbf{#1}", 1],
      argmax: "\\operatorname*{arg\\,max}", argmin: "\\operatorname*{arg\\,min}",
      abs: ["\\left\\lvert#1\\right\\rvert", 1], norm: ["\\left\\lVert#1\\right\\rVert", 1],
      llbracket: "\\mathopen{[\\![}", rrbracket: "\\mathclose{]\\!]}",
      N: "\\mathbb{N}", Z: "\\mathbb{Z}", Q: "\\mathbb{Q}", R: "\\mathbb{R}", C: "\\mathbb{C}", E: "\\mathbb{E}",
      hdots: "\\dots", nicefrac: ["{}^{#1}\\!/\\!_{#2}", 2],
      label: ["", 1], require: ["", 1],
    },
  };
  const font = new M.output.svg.fonts.tex_ts.TeXFont();

  // A line break outside any alignment: MathJax 3 sets such a formula on one line.
  const breaks = (node) => node.childNodes.some((child) =>
    child.isKind("mspace") ? child.attributes.get("linebreak") === "newline"
      : (child.isInferred || child.isKind("mstyle")) && breaks(child));
  let broken = false;

  const open = () => {
    const jax = new M.input.tex_ts.TeX(input);
    jax.postFilters.add(({ data }) => { broken = breaks(data.root); });
    return M.mathjax.mathjax.document("", {
      InputJax: jax, OutputJax: new M.output.svg_ts.SVG({ fontCache: "none", font }),
    });
  };
  // ex is that of MathJax's own font, so that Chinese characters come out as large as an em of the formula.
  const convert = (tex, display) => adaptor.innerHTML(
    page.convert(tex, { display, em: 16, ex: 16 * 0.442, containerWidth: 16 * 80 }));

  // Commands that may define something: the next formula must not see it.
  const DEFINES = /\\[A-Za-z]*(?:def|let|new|eclare|set|define|usetag)/;
  let page = null;

  globalThis.draw = (tex, display) => {
    page = page || open();
    try {
      let svg = convert(tex, display);
      if (broken && display) svg = convert("\\begin{gathered}" + tex + "\n\\end{gathered}", display);
      if (DEFINES.test(tex)) page = null;
      return JSON.stringify({ svg });
    } catch (error) {
      page = null;
      return JSON.stringify({ error: String(error.message), certain: error.id !== undefined });
    }
  };
})();
