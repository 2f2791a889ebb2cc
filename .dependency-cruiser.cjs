/**
 * Arrows point one way: functions → shared/<capability> → shared/kernel. The cloud names functions by path and
 * never imports them; the local cloud knows the template and nothing else.
 */

/** What of a capability touches the outside stands in its folder `effects/`; every other file of it is pure. */
const outside = ['/effects/'];
const decision = { path: '^shared/(?!kernel/|runtime/)', pathNot: outside };

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that need each other are one file, or miss a third. Types may name each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-is-the-ground',
      comment: 'The kernel stands on nothing of ours.',
      severity: 'error',
      from: { path: '^shared/kernel/' },
      to: { path: '^(functions|infra|scripts|test|shared/(?!kernel/))' },
    },
    {
      name: 'shared-knows-no-door',
      comment: 'What is behind the doors does not know them, nor what runs it.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|scripts|test)/' },
    },
    {
      name: 'functions-import-shared-only',
      comment: 'A door leads inside; it does not lead to another door.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(functions|infra|scripts|test)/' },
    },
    {
      name: 'runtime-is-for-functions-and-stores',
      comment:
        'Clients and handler stacks are used where the outside is touched: in functions and in stores. Their types may be named.',
      severity: 'error',
      from: { path: '^(shared|infra)/', pathNot: ['^shared/runtime/', ...outside] },
      to: { path: '^shared/runtime/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'runtime-knows-no-capability',
      comment: 'The handler stacks serve every capability and therefore know none.',
      severity: 'error',
      from: { path: '^shared/runtime/' },
      to: { path: '^shared/(?!kernel/|runtime/)' },
    },
    {
      name: 'decisions-import-no-store',
      comment: 'Decide, then write: a decision gets what it needs as arguments. Types of a store are fine.',
      severity: 'error',
      from: decision,
      to: { path: outside, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'decisions-and-kernel-import-no-sdk',
      comment: 'Only stores and the runtime speak to AWS.',
      severity: 'error',
      from: { path: '^shared/(?!runtime/)', pathNot: outside },
      to: { path: '^node_modules/(@aws-sdk|@aws-lambda-powertools|@middy|@smithy)/' },
    },
    {
      name: 'infra-imports-no-code-of-functions',
      comment: 'The cloud names functions by path; importing them would run their code at synthesis.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(functions|shared|test)/' },
    },
    {
      name: 'local-cloud-runs-the-template',
      comment:
        'The local cloud reads the synthesised template; what it took from a stack, AWS would not have. `npm run dev` alone ' +
        'bundles functions anew, and finds in the manifest which.',
      severity: 'error',
      from: { path: '^infra/local/', pathNot: '^infra/local/reload\\.ts$' },
      to: { path: '^infra/(stacks|constructs|capabilities)/' },
    },
    {
      name: 'cloud-knows-no-local',
      comment: 'The template must not depend on where it runs.',
      severity: 'error',
      from: { path: '^infra/(?!local/)' },
      to: { path: '^infra/local/' },
    },
    {
      name: 'resolvable',
      comment: 'An import leads to something.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|\\.build|\\.oms)/' },
    // TypeScript 7 has no API to parse with.
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
