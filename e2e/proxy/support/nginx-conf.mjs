/**
 * A configuration as nginx prints it (`nginx -T`), as a tree with the includes put in.
 * @param dump "# configuration file PATH:" and its text, once for each file
 * @returns directives of the main file: { name, args, block (directives or null), file }
 */
export function parseConfiguration(dump) {
  const files = new Map()
  const parts = dump.split(/^# configuration file (.+):$/m)
  for (let i = 1; i < parts.length; i += 2) files.set(parts[i], parts[i + 1])
  const main = parts[1]
  const seen = (path) => {
    if (!path.includes('*')) return files.has(path) ? [path] : []
    const pattern = new RegExp(`^${path.replace(/[.+]/g, '\\$&').replace(/\*/g, '[^/]*')}$`)
    return [...files.keys()].filter((each) => pattern.test(each))
  }
  const read = (file) =>
    directivesOf(tokensOf(files.get(file)), file).flatMap(function inline(directive) {
      if (directive.name === 'include') return seen(directive.args[0]).flatMap(read)
      return [{ ...directive, block: directive.block === null ? null : directive.block.flatMap(inline) }]
    })
  return read(main)
}

const token = /#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([{};])|((?:\$\{\w+\}|[^\s;{}"'])+)/g

/** Words without their quotes, and the marks `{`, `}` and `;`; comments are left out. */
function tokensOf(text) {
  return [...text.matchAll(token)].flatMap(([, double, single, mark, word]) => {
    if (mark !== undefined) return [{ text: mark, mark: true }]
    const found = double ?? single ?? word
    return found === undefined ? [] : [{ text: found, mark: false }]
  })
}

function directivesOf(tokens, file) {
  let at = 0
  const block = () => {
    const found = []
    let words = []
    while (at < tokens.length) {
      const { text, mark } = tokens[at++]
      if (!mark) words.push(text)
      else if (text === '}') return found
      else {
        const [name, ...args] = words
        found.push({ name, args, file, block: text === '{' ? block() : null })
        words = []
      }
    }
    return found
  }
  return block()
}

/** Lines of these are values, not directives. */
const tables = ['map', 'geo', 'types', 'split_clients']

/** Every directive with the blocks that it is in, outermost first. */
export function* walk(directives, above = []) {
  for (const directive of directives) {
    if (!tables.includes(above.at(-1)?.name)) yield { directive, above }
    if (directive.block !== null) yield* walk(directive.block, [...above, directive])
  }
}

/** What the lines of maps look for. */
export function* mapPatterns(tree) {
  for (const { directive } of walk(tree)) if (directive.name === 'map') for (const { name } of directive.block) yield name
}
