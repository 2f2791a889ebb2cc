/** The page that shows `/openapi.json` to people; needs nothing from elsewhere. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Order management API</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d2733; }
  h2 { margin-top: 2.5rem; text-transform: capitalize; border-bottom: 1px solid #d5dde5; }
  summary { cursor: pointer; padding: .35rem 0; }
  code, pre { font: 14px/1.45 ui-monospace, monospace; }
  pre { background: #f3f6f9; padding: .75rem; overflow-x: auto; border-radius: 6px; }
  .method { display: inline-block; min-width: 4rem; font-weight: 600; color: #0b5cad; }
  .what { color: #55636f; }
</style>
<h1>Order management API</h1>
<p>Made from <a href="/openapi.json">openapi.json</a>, which is made from the schemas that requests are parsed by.</p>
<main>Loading…</main>
<script>
  const element = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text ?? '', className: className ?? '' });
  const block = (title, value) => { const part = document.createDocumentFragment(); part.append(element('h4', title), element('pre', JSON.stringify(value, null, 2))); return part; };
  const show = (path, method, operation) => {
    const details = element('details'), summary = element('summary');
    summary.append(element('span', method.toUpperCase(), 'method'), element('code', path), element('span', ' — ' + operation.summary, 'what'));
    details.append(summary, element('p', operation.description));
    if (operation.parameters.length) details.append(block('Parameters', operation.parameters));
    if (operation.requestBody) details.append(block('Body', operation.requestBody.content['application/json'].schema));
    for (const [status, answer] of Object.entries(operation.responses)) if (answer.content) details.append(block('Answer ' + status, answer.content['application/json'].schema));
    return details;
  };
  fetch('/openapi.json').then((answer) => answer.json()).then(({ paths }) => {
    const groups = new Map();
    for (const [path, item] of Object.entries(paths)) for (const [method, operation] of Object.entries(item)) {
      const tag = operation.tags[0];
      groups.set(tag, [...(groups.get(tag) ?? []), show(path, method, operation)]);
    }
    document.querySelector('main').replaceChildren(...[...groups].flatMap(([tag, items]) => [element('h2', tag), ...items]));
  });
</script>
</html>
`;
