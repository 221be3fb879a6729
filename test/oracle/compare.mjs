/** Compares one study of `archscale predict --format json` with the oracle. Each difference: { kind, what, oracle, program }. */
import { growth, layersOf, logOf, components } from './network.mjs';
import { energies, evaluate, exponents, learningExponent, nameOf, sizes, winners } from './energy.mjs';
import { algorithmic } from './algorithm.mjs';
import { conditions, fit } from './fit.mjs';

const TOLERANCE = 1e-6;
const close = (/** @type {number} */ a, /** @type {number} */ b, tolerance = TOLERANCE) => Math.abs(a - b) <= tolerance || a === b;
const fraction = (/** @type {string} */ s) => { const [p, q] = String(s).split('/').map(Number); return p / (q ?? 1); };
const show = (/** @type {number} */ log) => Number(Math.exp(log).toPrecision(7));

/** Whether the sizes are ones that the rules speak about. */
function valid(/** @type {any} */ study, /** @type {any} */ env) {
    const at = (/** @type {any} */ m) => logOf(m, env);
    const i = study.input;
    const all = [i.d, i.S, i.n, i.L, i.signal, study.target.k, ...layersOf(study).flatMap((l) => [l.N, l.H, l.dk, l.experts, l.active])].filter(Boolean);
    return all.filter((m) => typeof m === 'object').every((m) => at(m) >= -1e-12) && !(i.signal && at(i.signal) > at(i.d))
        && layersOf(study).every((l) => !l.active || at(l.active) <= at(l.experts));
}

const IDLE = ' (a layer without effect)';
/** A term that is not the largest, where the least of several values is smaller than the one shown. */
const BRANCH = ' (program: not the least of the alternatives)';

/**
 * Whether a pattern name is no better than one with fewer acting layers: then a layer of it acts without effect.
 * @param {string} name @param {number} e @param {(name: string) => number} energyOf
 */
function idle(name, e, energyOf) {
    const parts = name.split(', ');
    const acting = parts.map((_, i) => i).filter((i) => parts[i] !== 'lazy');
    for (let mask = 1; mask < 1 << acting.length; mask++) {
        const fewer = parts.map((p, i) => (acting.includes(i) && mask & (1 << acting.indexOf(i)) ? 'lazy' : p)).join(', ');
        if (energyOf(fewer) <= e + TOLERANCE) {
            return true;
        }
    }
    return false;
}

/** @param {any} study @param {any} json the study's JSON, undefined where there is none */
export function compare(study, json) {
    /** @type {{ kind: string, what: string, oracle: any, program: any }[]} */
    const out = [];
    const differ = (/** @type {string} */ kind, /** @type {string} */ what, /** @type {any} */ oracle, /** @type {any} */ program) => out.push({ kind, what, oracle, program });
    const env = sizes(study);
    const layers = layersOf(study);
    const start = Date.now();
    const all = energies(study, env);
    const slow = Date.now() - start > 400;
    if (!all || !json) {
        if (Boolean(all) !== Boolean(json)) {
            differ('representable', 'study', all ? show(all.e) : 'not representable', json ? json.samples?.value : 'no study');
        }
        return out;
    }
    const near = (/** @type {{ e: number, list: any[] }} */ n) => n.list.filter((a) => a.e <= n.e + 0.002);
    const best = winners(all, 0.002);
    const kappa = study.ridge ? logOf(study.ridge, env) : 0;
    const free = study.sizes.filter((/** @type {any} */ s) => !s.tie).map((/** @type {any} */ s) => s.name);

    /** Compares a monomial's value and exponents. */
    const monomial = (/** @type {string} */ kind, /** @type {any} */ m, /** @type {number} */ log, /** @type {any} */ slopes, /** @type {Record<string, number>} */ extra = {}, label = '') => {
        if (!m) {
            differ(`missing: ${kind}`, kind, show(log), m);
            return;
        }
        if (!close(Math.log(m.value), log)) {
            differ(kind, `${label} value`, show(log), `${m.value} (${m.expression})`);
            return;
        }
        for (const size of free) {
            const s = slopes?.[size];
            const got = fraction(m.exponents[size] ?? '0') - (extra[size] ?? 0);
            if (s && (got < Math.min(s.left, s.right) - 1e-3 || got > Math.max(s.left, s.right) + 1e-3)) {
                differ(`${kind}: exponents`, `${label} in ${size}`, `${s.left.toFixed(4)} .. ${s.right.toFixed(4)}`, got);
            }
        }
    };
    // Exponents of the ridge, tied sizes taken apart.
    const slopeOf = (/** @type {any} */ mono) => Object.fromEntries(free.map((/** @type {string} */ f) => [f, mono ? (logOf(mono, sizes(study, { [f]: 1e-3 })) - logOf(mono, env)) / 1e-3 : 0]));
    const ridge = slopeOf(study.ridge);
    const winning = exponents(study, best);
    monomial('samples', json.samples, kappa + all.e, winning, ridge);
    if (json.inBase && json.samples && Object.values(winning).every((s) => !s.kink)) {
        const used = Object.entries(json.samples.exponents);
        if (used.some(([n]) => n !== json.inBase.base) || !close(fraction(json.inBase.exponent), fraction(json.samples.exponents[json.inBase.base] ?? '0'))) {
            differ('inBase', json.inBase.base, JSON.stringify(json.samples.exponents), json.inBase.exponent);
        }
    }

    // Patterns
    const noEffect = (/** @type {string} */ name, /** @type {number} */ e) => idle(name, e, (other) => all.names.get(other)?.e ?? Infinity);
    const seen = new Set();
    const first = json.patterns[0];
    for (const p of json.patterns) {
        const name = p.layers.map((/** @type {any} */ l) => l.pattern).join(', ');
        seen.add(name);
        const mine = all.names.get(name);
        if (!mine) {
            differ('pattern: not in the oracle', name, 'none', p.energy.value);
            continue;
        }
        const e = Math.log(p.energy.value);
        if (!close(e, mine.e)) {
            const used = energies(study, env, { used: true, name: name.split(', ') }, 0.002)?.names.get(name);
            if (used && close(used.e, e)) {
                if (!slow) {
                    monomial('pattern energy', p.energy, used.e, exponents(study, near(used), { used: true }), {}, name);
                }
                continue; // section 6 lists energies of patterns whose layers all have an effect
            }
            differ(`pattern energy${e > mine.e && noEffect(name, mine.e) ? IDLE : ''}`, name, `${show(mine.e)}, ${used ? show(used.e) : 'none'} where every layer has an effect`, p.energy.value);
            continue;
        }
        if (!slow) {
            monomial('pattern energy', p.energy, mine.e, exponents(study, near(mine)), {}, name);
        }
        // The terms at the program's own parameters.
        const chosen = p.layers.map((/** @type {any} */ l) => ({ pattern: l.pattern, ...(l.degree !== undefined ? { on: l.degree === 'attentive' ? 'a' : String(l.degree) } : {}) }));
        const given = (/** @type {string} */ layer, /** @type {string} */ parameter) => {
            const l = p.layers.find((/** @type {any} */ q) => q.layer === layer);
            return parameter === 'm' ? (l?.length?.value ? Math.log(l.length.value) : undefined)
                : l?.parameter?.name === parameter ? Math.log(l.parameter.value) : undefined;
        };
        const at = evaluate(study, env, chosen, given);
        if (!at) {
            differ('pattern parameters', `${name}: impossible by the rules`, '', JSON.stringify(chosen));
        } else if (!close(at.e, e, 1e-5) || at.violated > 1e-6) {
            differ('pattern parameters', `${name}: the largest term at its parameters`, `${show(at.e)}, bounds exceeded by ${at.violated.toFixed(4)}`, p.energy.value);
        } else {
            for (const l of p.layers) {
                if (l.cost && !close(Math.log(l.cost.value), at.costs[l.layer], 1e-5)) {
                    differ(`pattern cost${at.costs[l.layer] < Math.log(l.cost.value) ? BRANCH : ''}`, `${name}: ${l.layer}`, show(at.costs[l.layer]), l.cost.value);
                }
            }
            if (!close(Math.log(p.readout.value), at.readout, 1e-5)) {
                differ(`pattern readout${at.readout < Math.log(p.readout.value) ? BRANCH : ''}`, name, show(at.readout), p.readout.value);
            }
        }
        if (p.optimal !== (p === first)) {
            differ('pattern: optimal', name, p === first, p.optimal);
        }
        const ratio = e - Math.log(first.energy.value);
        if (Math.abs(ratio - Math.log(2)) > 1e-6 && p.competing !== (p !== first && ratio < Math.log(2))) {
            differ('pattern: competing', name, p !== first && ratio < Math.log(2), p.competing);
        }
    }
    if (json.complete !== false) {
        for (const [name, n] of all.names) {
            // A pattern in which some layer cannot have an effect need not be listed.
            if (!seen.has(name) && energies(study, env, { used: true, name: name.split(', ') }, 0)) {
                differ(`pattern: not in the program${noEffect(name, n.e) ? IDLE : ''}`, name, show(n.e), 'none');
            }
        }
    }
    const firstName = first?.layers.map((/** @type {any} */ l) => l.pattern).join(', ');
    if (!close(all.names.get(firstName)?.e ?? NaN, all.e)) {
        differ('winner', 'best pattern', nameOf(best[0].chosen), firstName);
    }

    // Second contract of patterns
    const acting = study.old ? [] : layers.map((l, i) => ({ l, p: first?.layers[i] })).filter(({ p }) => p && p.pattern !== 'lazy');
    for (const { l, p } of acting) {
        const counts = l.type === 'attention' ? 'head' : l.type === 'conv' ? 'channel' : 'unit';
        if (p.counts !== counts) {
            differ(p.counts ? 'counts' : 'missing: counts', l.name, counts, p.counts);
        }
        const g = l.act ? growth(l.act) : 0;
        if (p.pattern === 'specialization' && g > 0 && !p.length) {
            differ('missing: length', l.name, g === 1 ? 'free' : 'a monomial', p.length);
        }
        if (p.pattern === 'specialization' && g === 1 && p.length && p.length !== 'free') {
            differ('length', l.name, 'free', JSON.stringify(p.length));
        }
    }

    // fit and learnable
    const f = study.old ? null : fit(study);
    if (study.old) {
        const above = study.samples ? logOf(study.samples, env) >= kappa + all.e - 1e-9 : null;
        if (above !== json.learnable) {
            differ('learnable', 'against P*', above, json.learnable);
        }
    }
    if (f) {
        const given = study.samples ? logOf(study.samples, env) : null;
        const learnable = given === null ? null : given >= f.samples - 1e-9 ? true : given < f.energy - 1e-9 ? false : null;
        if (json.learnable !== learnable) {
            const old = given === null ? null : given >= f.energy - 1e-9;
            differ(json.learnable === old && !json.fit ? 'learnable (program: without fit)' : 'learnable', `P ${given === null ? '-' : show(given)}, P* ${show(f.energy)}, fit ${show(f.samples)} (${f.rule})`, learnable, json.learnable);
        }
        if (!json.fit) {
            differ('missing: fit', 'fit', `${show(f.samples)} ${f.rule} ${f.conditions.map((c) => `${c.layer} ${c.share.toPrecision(3)}`)}`, undefined);
        } else {
            if (!close(Math.log(json.fit.samples.value), f.samples)) {
                differ('fit: samples', `energy ${show(f.energy)}, counting ${show(f.counting)}, experts ${show(f.experts)}`, `${show(f.samples)} ${f.rule}`, `${json.fit.samples.value} ${json.fit.rule}`);
            } else if (json.fit.rule !== f.rule) {
                differ('fit: rule', '', f.rule, json.fit.rule);
            }
            // Of several optimal assignments, and of several optimal parameters, any may be the one described.
            const own = (json.fit.conditions ?? []).map((/** @type {any} */ c) => `${c.layer} ${Number(c.share).toPrecision(3)}`).join('; ');
            const possible = winners(all, 1e-7).map((w) => conditions(study, env, w.chosen).map((c) => `${c.layer} ${c.share.toPrecision(3)}`).join('; '));
            if (!possible.includes(own)) {
                differ('fit: conditions', '', [...new Set(possible)].join(' | ') || 'none', own || 'none');
            }
        }
    }

    // Components
    const keys = components(study);
    const single = !(study.target.directions > 1);
    if (single) {
        const parts = keys.map((key) => ({ key, all: energies(study, env, { only: [key], fast: true }, 0.002) })).filter((q) => q.all);
        if (parts.length > 1 && !study.old) {
            const least = parts.reduce((a, b) => (b.all.e < a.all.e - 1e-9 ? b : a));
            if (!json.firstComponent) {
                differ('missing: firstComponent', 'firstComponent', `${least.key} ${show(least.all.e)}`, undefined);
            } else {
                monomial('firstComponent', json.firstComponent.energy, least.all.e, exponents(study, winners(least.all, 0.002), { only: [least.key] }));
            }
        }
        if (!json.learning) {
            differ('missing: learning', 'learning', '', undefined);
        }
        for (const { key, all: part } of json.learning ? parts : []) {
            const label = key === 'a' ? 'attentive' : `He_${key}`;
            const entry = json.learning.find((/** @type {any} */ l) => l.component === label) ?? (parts.length === 1 ? json.learning[0] : undefined);
            if (!entry) {
                differ('learning', label, show(part.e), 'none');
                continue;
            }
            const list = winners(part, 0.002);
            const slopes = exponents(study, list, { only: [key] });
            monomial('learning: energy', entry.energy, part.e, slopes);
            monomial('learning: samples', entry.samples, part.e + kappa, slopes, ridge);
            const [exponent, after] = [-1, 1].map((side) => learningExponent(study, list, { only: [key] }, side));
            const got = entry.exponent === null ? Infinity : fraction(entry.exponent);
            if ((got > Math.max(exponent, after) + 1e-3 || got < Math.min(exponent, after) - 1e-3) && !(exponent === Infinity && (entry.exponent === '0' || !Number.isFinite(got)))) {
                differ('learning: exponent', label, `${exponent} below alpha = 1, ${after} above`, entry.exponent);
            }
        }
    }

    // Algorithms
    const a = algorithmic(study, logOf(study.input.d ?? study.input.S, env));
    const j = json.algorithmic;
    if (Boolean(a) !== Boolean(j)) {
        differ('algorithmic', study.kind, a ? 'an object' : null, j ? 'an object' : j);
    } else if (a && j) {
        const check = (/** @type {string} */ name, /** @type {number} */ log) => {
            if (!j[name] && study.old) {
                return;
            }
            if (!j[name]) {
                differ(`missing: algorithmic.${name}`, name, show(log), undefined);
            } else if (!close(Math.log(j[name].value), log)) {
                differ(`algorithmic.${name}`, '', show(log), j[name].value);
            }
        };
        for (const [name, log] of /** @type {[string, number][]} */ ([['onePass', a.onePass], ['onlineSgd', a.onePass], ['smoothed', a.smoothed], ['smoothedSgd', a.smoothed], ['kernel', a.kernel], ['reused', a.reused]])) {
            check(name, log);
        }
        for (const name of ['informationExponent', 'generativeExponent']) {
            if (j[name] !== /** @type {any} */ (a)[name] && !(study.old && j[name] === undefined)) {
                differ(j[name] === undefined ? `missing: algorithmic.${name}` : `algorithmic.${name}`, '', /** @type {any} */ (a)[name], j[name]);
            }
        }
        if (j.reused && !(Math.abs(j.reused.constant / a.constant() - 1) < 0.02)) {
            differ('algorithmic.reused.constant', '', a.constant(), j.reused.constant);
        }
    }
    changes(study, json, firstName, slow, differ);
    return out;
}

/** Boundaries, crossings and changes of formula. */
function changes(/** @type {any} */ study, /** @type {any} */ json, /** @type {string} */ firstName, /** @type {boolean} */ slow, /** @type {any} */ differ) {
    const energyOf = (/** @type {any} */ shift, /** @type {string} */ name) => energies(study, sizes(study, shift), { name: name.split(', ') }, 0)?.e ?? Infinity;
    const leastAt = (/** @type {any} */ shift) => energies(study, sizes(study, shift), { fast: true }, 1e-7)?.e ?? Infinity;
    for (const s of study.sizes.filter((/** @type {any} */ q) => !q.tie)) {
        const list = json.boundaries.filter((/** @type {any} */ b) => b.variable === s.name).sort((/** @type {any} */ p, /** @type {any} */ q) => p.value - q.value);
        const at = (/** @type {number} */ v) => ({ [s.name]: Math.log(v / s.value) });
        for (const b of list) {
            for (const [v, name] of [[b.value * (1 - 1e-3), b.below], [b.value * (1 + 1e-3), b.above]]) {
                if (valid(study, sizes(study, at(v))) && !slow) {
                    const e = leastAt(at(v));
                    if (!close(energyOf(at(v), name), e, 1e-5)) {
                        differ('boundary', `${b.condition}: ${name} at ${s.name} = ${v.toPrecision(5)}`, show(e), show(energyOf(at(v), name)));
                    }
                }
            }
        }
        for (const factor of slow ? [1 / 16, 16] : [1 / 256, 1 / 16, 1 / 4, 1 / 2, 2, 4, 16, 256]) {
            const v = s.value * factor;
            if (!valid(study, sizes(study, at(v)))) {
                continue;
            }
            let claimed = firstName;
            for (const b of factor > 1 ? list : [...list].reverse()) {
                if (factor > 1 && b.value >= s.value && b.value < v) {
                    claimed = b.above;
                } else if (factor < 1 && b.value <= s.value && b.value > v) {
                    claimed = b.below;
                }
            }
            const e = leastAt(at(v));
            if (!close(energyOf(at(v), claimed), e, 1e-5)) {
                differ('boundary missing', `${s.name} = ${v.toPrecision(5)}: claimed ${claimed}`, show(e), show(energyOf(at(v), claimed)));
            }
        }
        for (const c of json.crossings.filter((/** @type {any} */ q) => q.variable === s.name && !slow)) {
            if (!valid(study, sizes(study, at(c.value)))) {
                continue;
            }
            const [below, above] = [c.below, c.above].map((name) => energyOf(at(c.value), name));
            const used = [c.below, c.above].map((name) => energies(study, sizes(study, at(c.value)), { used: true, name: name.split(', ') }, 0)?.e ?? Infinity);
            if (![below, used[0]].some((p) => [above, used[1]].some((q) => close(p, q, 1e-5)))) {
                const none = [[c.below, below], [c.above, above]].some(([name, e]) => idle(name, e, (other) => energyOf(at(c.value), other)));
                differ(`crossing${none ? IDLE : ''}`, `${c.condition}: ${c.below} and ${c.above}`, `${show(below)}, ${show(above)}`, 'equal');
            }
        }
    }
    if (!json.formulaChanges && study.old) {
        return;
    }
    if (!json.formulaChanges) {
        differ('missing: formulaChanges', 'formulaChanges', 'a list', undefined);
        return;
    }
    for (const b of json.formulaChanges) {
        const s = study.sizes.find((/** @type {any} */ q) => q.name === b.variable);
        const slope = (/** @type {number} */ factor) => {
            const shift = { [s.name]: Math.log(b.value * factor / s.value) };
            const all = energies(study, sizes(study, shift), { fast: true }, 0.002);
            return all ? exponents(study, winners(all, 0.002), {}, shift) : {};
        };
        const [below, above] = [slope(0.99), slope(1.01)];
        if (!Object.keys(below).some((n) => Math.abs(below[n].left - above[n].right) > 1e-3)) {
            differ('formulaChanges', b.condition, 'the exponents do not change', '');
        }
    }
}
