/* The interactive chart of a dossier: move, zoom, filter, choose, see where each piece comes from, expand.
   Data come with the page as JSON; nothing is fetched. Texts are set as text, never as markup. */
"use strict";

(function () {
  const room = document.getElementById("chart-room");
  const source = document.getElementById("chart-data");
  if (!room || !source || typeof cytoscape !== "function") return;

  const data = JSON.parse(source.textContent);
  const words = document.getElementById("chart-words").dataset;
  const list = document.getElementById("chart-list");
  const filters = document.getElementById("chart-filters");
  const expand = document.getElementById("chart-expand");
  const MANY = 300; // from here on the chart is drawn more simply while it moves
  const READABLE = 0.75; // zoom at which labels can be read

  const COLOURS = {
    person: "#12324a", organisation: "#5c3d7a", vehicle: "#8a4b08", phone: "#00602f", document: "#4a5a00",
    address: "#7a1f3d", account: "#005e6b", online_handle: "#8a2f6b", event: "#444b50",
  };
  const SHAPES = {
    person: "ellipse", organisation: "round-rectangle", vehicle: "round-hexagon", phone: "round-diamond",
    document: "rectangle", address: "round-pentagon", account: "barrel", online_handle: "round-octagon", event: "round-triangle",
  };

  room.hidden = false; // before the chart is made: it takes its size from the page

  const cy = cytoscape({
    container: document.getElementById("chart"),
    elements: elements(),
    layout: { name: "preset" },
    style: style(),
    minZoom: 0.03,
    maxZoom: 4,
    boxSelectionEnabled: false,
    textureOnViewport: data.nodes.length > MANY,
    hideEdgesOnViewport: data.nodes.length > MANY,
    pixelRatio: data.nodes.length > MANY ? 1 : "auto",
  });
  const start = new Map(data.nodes.map(function (node) { return [node.id, { x: node.x, y: node.y }]; }));

  fillList();
  wire();
  begin();
  count();

  function elements() {
    const nodes = data.nodes.map(function (node) {
      return { group: "nodes", data: node, position: { x: node.x, y: node.y } };
    });
    const edges = data.edges.map(function (edge) { return { group: "edges", data: edge }; });
    return nodes.concat(edges);
  }

  function style() {
    return [
      { selector: "node", style: {
        width: 34, height: 34, shape: function (n) { return SHAPES[n.data("type")] || "ellipse"; },
        "background-color": function (n) { return COLOURS[n.data("type")] || "#444b50"; },
        label: "data(label)", "font-size": 12, color: "#0b0c0c", "text-valign": "bottom", "text-margin-y": 4,
        "text-wrap": "ellipsis", "text-max-width": 130, "min-zoomed-font-size": 7,
        "text-background-color": "#ffffff", "text-background-opacity": 0.85, "text-background-padding": 1,
      } },
      { selector: "node[?focus]", style: { width: 52, height: 52, "font-weight": "bold", "border-width": 4, "border-color": "#b3131b" } },
      { selector: "node[?withheld]", style: { "background-color": "#ffffff", "border-width": 3, "border-style": "dashed", "border-color": "#6b4500" } },
      { selector: "edge", style: {
        width: 1.5, "line-color": "#7d868c", "target-arrow-color": "#7d868c", "curve-style": "bezier", "arrow-scale": 0.9,
        "target-arrow-shape": function (e) { return e.data("directed") ? "triangle" : "none"; },
        label: "data(typeText)", "font-size": 9, color: "#3d4448", "text-rotation": "autorotate", "min-zoomed-font-size": 8,
        "text-background-color": "#ffffff", "text-background-opacity": 0.85,
      } },
      { selector: "edge[?assessed]", style: { "line-style": "dashed" } },
      { selector: ".chosen", style: { "border-width": 5, "border-color": "#0b0c0c", "border-style": "solid", "z-index": 10 } },
      { selector: "edge.chosen", style: { width: 4, "line-color": "#0b0c0c", "target-arrow-color": "#0b0c0c" } },
      { selector: "edge.near", style: { width: 3, "line-color": "#12324a", "target-arrow-color": "#12324a" } },
      { selector: ".away", style: { display: "none" } },
    ];
  }

  // ---- the list, by which everything is reached from the keyboard ----

  function fillList() {
    data.nodes.forEach(function (node) {
      const option = document.createElement("option");
      option.value = node.id;
      option.textContent = node.label + " – " + node.typeText;
      list.append(option);
    });
  }

  function wire() {
    list.addEventListener("change", function () { choose(cy.getElementById(list.value), true); });
    cy.on("tap", "node, edge", function (event) { choose(event.target, false); });
    document.querySelectorAll("[data-act]").forEach(function (button) {
      button.addEventListener("click", function () { acts[button.dataset.act](); });
    });
    filters.addEventListener("change", filter);
    filters.addEventListener("submit", function (event) { event.preventDefault(); });
    filters.addEventListener("reset", function () { setTimeout(filter, 0); });
  }

  const acts = {
    in: function () { zoom(1.4); },
    out: function () { zoom(1 / 1.4); },
    fit: function () { whole(); },
    focus: function () { choose(cy.nodes("[?focus]"), true); },
    reset: function () {
      cy.nodes().positions(function (node) { return Object.assign({}, start.get(node.id())); });
      whole();
    },
  };

  function zoom(by) {
    cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function whole() { cy.fit(cy.elements(":visible"), 40); }

  /* On a narrow screen the whole chart is too small to read: begin at the object. */
  function begin() {
    whole();
    if (cy.width() < 600 && cy.zoom() < READABLE) {
      cy.zoom(READABLE);
      cy.center(cy.nodes("[?focus]"));
    }
  }

  // ---- choosing ----

  function choose(element, lead) {
    if (element.empty()) return;
    cy.elements().removeClass("chosen near");
    element.addClass("chosen");
    if (element.isNode()) {
      element.connectedEdges().addClass("near");
      list.value = element.id();
      if (lead && element.visible()) cy.animate({ center: { eles: element }, zoom: Math.max(cy.zoom(), READABLE), duration: calm() ? 0 : 200 });
    }
    tell(element);
    offer(element);
  }

  function calm() { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; }

  function offer(element) {
    if (!expand) return;
    const can = element.isNode() && !element.data("withheld");
    expand.hidden = !can;
    expand.elements.entity.value = can ? element.data("entity") : "";
  }

  // ---- what is known of the chosen one ----

  function tell(element) {
    const one = element.data();
    const title = document.getElementById("chart-panel-title");
    const body = document.getElementById("chart-panel-body");
    body.replaceChildren();
    title.textContent = element.isNode() ? one.label : one.sourceLabel + " " + one.label + " " + one.targetLabel;
    body.append(paragraph(one.typeText + (one.assessed ? " (" + words.assessment + ")" : "")));
    if (one.withheld) body.append(paragraph(words.withheld));
    body.append(facts(one));
    if (element.isNode()) relations(element, body);
    body.append(heading(words.from), places(one.places));
  }

  function facts(one) {
    const shown = one.facts.map(function (fact) { return [fact[0] || words.category, fact[1]]; });
    if (one.start || one.end) shown.push([words.when, one.start + (one.end && one.end !== one.start ? " – " + one.end : "")]);
    if (one.merged && one.merged.length) shown.push([words.merged, one.merged.join(", ")]);
    if (one.handling) shown.push([words.handling, one.handling]);
    const dl = document.createElement("dl");
    shown.forEach(function (fact) { dl.append(text("dt", fact[0]), text("dd", fact[1])); });
    return dl;
  }

  function relations(node, body) {
    const edges = node.connectedEdges().not(".away");
    if (edges.empty()) return;
    const ul = document.createElement("ul");
    edges.forEach(function (edge) {
      const one = edge.data();
      const button = text("button", one.sourceLabel + " " + one.label + " " + one.targetLabel);
      button.type = "button";
      button.className = "plain";
      button.addEventListener("click", function () { choose(edge, false); });
      const li = document.createElement("li");
      li.append(button);
      ul.append(li);
    });
    body.append(heading(words.relations), ul);
  }

  function places(rows) {
    const ul = document.createElement("ul");
    rows.forEach(function (row) { ul.append(text("li", row.filter(Boolean).join(" · "))); });
    return ul;
  }

  function text(tag, said) {
    const element = document.createElement(tag);
    element.textContent = said;
    return element;
  }

  function paragraph(said) { return text("p", said); }

  function heading(said) { return text("h3", said); }

  // ---- filters ----

  function filter() {
    const types = ticked("type");
    const kinds = ticked("relation");
    const from = filters.elements.from.value;
    const until = filters.elements.until.value;
    const undated = filters.elements.undated.checked;
    const steps = Number(filters.elements.steps.value);
    cy.batch(function () {
      cy.edges().forEach(function (edge) { edge.toggleClass("away", !(kinds.has(edge.data("type")) && inTime(edge.data(), from, until, undated))); });
      cy.nodes().forEach(function (node) { node.toggleClass("away", !node.data("focus") && !(types.has(node.data("type")) && node.data("step") <= steps)); });
      cy.edges().forEach(function (edge) { if (edge.source().hasClass("away") || edge.target().hasClass("away")) edge.addClass("away"); });
      cy.nodes().forEach(function (node) { // an entity to which nothing leads any more only clutters
        if (!node.data("focus") && node.connectedEdges().length && node.connectedEdges().not(".away").empty()) node.addClass("away");
      });
    });
    Array.from(list.options).forEach(function (option) {
      const away = cy.getElementById(option.value).hasClass("away");
      option.hidden = away;
      option.disabled = away;
    });
    count();
  }

  function ticked(name) {
    return new Set(Array.from(filters.querySelectorAll("input[name=" + name + "]:checked"), function (box) { return box.value; }));
  }

  /* Dates may be partial (1990, 1990-05): compared as far as they go, a doubt is shown. */
  function inTime(one, from, until, undated) {
    if (!from && !until) return undated || Boolean(one.start || one.end);
    if (!one.start && !one.end) return undated;
    const first = one.start || one.end;
    const last = one.end || one.start;
    return !(from && last < from.slice(0, last.length)) && !(until && first.slice(0, until.length) > until.slice(0, first.length));
  }

  function count() {
    const nodes = cy.nodes().not(".away").length;
    const edges = cy.edges().not(".away").length;
    document.getElementById("chart-count").textContent = words.shown.replace("{n}", nodes).replace("{r}", edges);
  }

  window.gijaChart = cy; // for the operator's console and the browser tests
})();
