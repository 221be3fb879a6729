import type { Wording } from '../../theory/message.js';
import type { DiskCause, DiskTask, MessageOrText, RunMessages, ValidationMessage } from '../../validation/messages.js';
import { estimatedDuration } from '../numbers.js';
import { featureName } from './kinds.js';
import type { WordsOf } from './words-of.js';

const disk: Readonly<Record<DiskTask, string>> = {
  'make-run-folder': "make the run's folder",
  'find-run-folder': "find the run's folder",
  'take-folder': 'take the folder for this run',
  'keep-earlier-files': 'keep the files of an earlier run',
  'read-plan': 'read the plan',
  'read-run-plan': "read the run's plan",
  'write-plan': 'write the plan',
  'read-events': "read the run's events",
  'repair-events': "repair the run's events",
  'write-events': "write the run's events",
  'write-result': 'write the result',
  'write-versions': 'write the versions',
  'write-log': "write the run's log",
  'make-parts-folder': 'make the folder of the parts',
  'read-parts': "read the run's parts",
  'read-jobs': "read the run's jobs",
  'write-jobs': "write the run's jobs",
};

const causes: Readonly<Record<DiskCause, string>> = {
  full: 'the disk is full',
  quota: 'the disk quota is used up',
  'read-only': 'the file system is read-only',
  'no-permission': 'there is no permission',
  'file-in-path': 'a part of the path is a file, not a folder',
  'folder-of-that-name': 'there is a folder of that name',
  'disk-error': 'the disk reports an error',
  link: 'it is a link, and links among the files of a run are not followed; remove it',
  'not-regular': 'it is no regular file; remove it',
};

/** What validations say of planning, engines and runs. It is English for everybody: folders of runs are read by programs. */
export const runWords: WordsOf<RunMessages> = {
  'plan-interrupted': () => 'The plan was interrupted; nothing was measured.',
  interrupted: () => 'The run was interrupted; the same call continues it.',

  'time-up': ({ preset, seconds, measured, of }) =>
    `The time of the preset ${preset} (${estimatedDuration(seconds)}) was up after ${measured} of ${of} points: the result rests on these. The same call goes on.`,

  'study-has-errors': ({ study }) => `${study} cannot be validated: correct the errors in it first.`,
  'no-level': ({ level, levels }) => `The ${level} level is not there yet; use one of: ${levels.join(', ')}.`,

  'chosen-sweep': ({ variable, from, to }) => `${variable} from ${from} to ${to}`,
  'chosen-points': ({ points, sizes, fewest, seeds }) =>
    `${points}: ${counted(sizes, 'size')}, ${fewest < seeds ? `${fewest} to ` : ''}${counted(seeds, 'seed')} each`,
  'chosen-ridges': ({ ridges, component }) =>
    `${counted(ridges, 'ridge')} at each size${component === undefined ? '' : `, ${featureName(component)} watched`}`,
  'chosen-samples': ({ samples }) => `${counted(samples, 'number')} of samples`,
  'hidden-weights': () => 'the hidden weights',
  'all-weights': () => 'all weights',
  'asked-for': () => 'asked for',
  'asked-but-absent': () => 'asked for, but not there',
  'preset-has-them': ({ preset }) => `as the ${preset} preset has them`,
  'around-predicted-samples': () => 'around the predicted P*',
  'readout-integrated': () => 'the readout is integrated out exactly',
  'readout-not-integrable': () => 'the readout is too wide to be integrated out, or has no layer before it',
  'past-crossover': ({ isAsked, pattern }) =>
    `${isAsked ? 'the size asked for' : 'the size in which E moves'}, meant to lie past the crossover to ${pattern}`,

  'point-timed': () => 'One point was timed on this machine.',
  'point-timed-in-part': () => 'One point was timed on this machine, and broken off before it was done.',
  'steps-timed': ({ device }, words) => `A few steps were timed on ${text(device, words)}.`,

  'engine-quicker': ({ seconds, other, otherSeconds }) =>
    `about ${roughly(seconds)} here, ${roughly(otherSeconds)} with ${other}`,
  'engine-time-unknown': ({ engine }) => `what ${engine} would take is not known`,
  'engine-late': ({ engine }) => `${engine} did not answer in time`,
  'engine-absent': ({ engine }) => `${engine} is not there`,
  'engine-on-card': () => 'there is a graphics card with WebGPU',
  'engine-needs-desktop': ({ engine }) =>
    `The engine ${engine} needs VS Code on the desktop, or the command line: a browser runs no programs.`,
  'torch-device': ({ device, torch }) => `${device} (PyTorch ${torch})`,
  'webgpu-device': ({ adapter }) => `${adapter} (WebGPU)`,
  'slurm-device': ({ partition, devices, more }) => {
    const where = partition === undefined ? 'Slurm' : `Slurm, partition ${partition}`;
    if (devices.length === 0) return where;
    return `${where}: ${devices.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  },
  'device-on-host': ({ device, host }, words) => `${text(device, words)} on ${host}`,

  'engine-failed': ({ reason }, words) => `The engine failed: ${text(reason, words)}`,
  'worker-failed': ({ reason }, words) => `A worker failed: ${text(reason, words)}`,
  'worker-ended': () => 'it ended early',
  'python-without-torch': ({ tried }, words) => {
    const looked = tried.map(({ path, why }) => `${path} (${text(why, words)})`).join(', ');
    return (
      `The torch engine needs a Python with PyTorch. ${looked === '' ? 'No Python was found' : `Looked at ${looked}`}. ` +
      'Install PyTorch there (pip install torch, or on Debian apt install python3-torch), or name a Python that has it: ' +
      'the setting archscale.python in VS Code, ARCHSCALE_PYTHON on the command line. Or use the engine js, which needs none.'
    );
  },
  'not-started': ({ reason }) => `cannot be started: ${reason}`,
  'ended-with': ({ status }) => `ended with ${status ?? 'a signal'}`,
  'estimate-too-long': ({ seconds }) =>
    `It takes more than ${seconds} s: \`archscale predict --estimate\` waits for it.`,
  'no-answer-within': ({ seconds }) => `no answer within ${seconds} s`,
  'answer-without-sense': () => 'its answer makes no sense; is it a Python?',
  'torch-chains-only': () => 'The torch engine samples chains only.',
  'torch-not-shipped': () => 'archscale_torch is not beside the program; install it again.',
  'python-not-started': ({ reason }) => `Python cannot be started: ${reason}`,
  'python-silent': ({ seconds }) => `Python has said nothing for ${seconds} s and was stopped.`,
  'torch-failed': ({ reason }, words) => `The torch engine failed: ${text(reason, words)}`,
  'torch-ended': ({ status, measured, of, last }) =>
    `The torch engine ended (${status ?? 'by a signal'}) with ${measured} of ${of} points measured${last ? `: ${last}` : '.'}`,
  'webgpu-package-missing': ({ looked }) =>
    `The engine webgpu needs the npm package webgpu. It is not in ${looked.join(', ')}. ` +
    'Install it with npm install webgpu in the folder of the file, or name its folder in ARCHSCALE_WEBGPU. ' +
    'Or use the engine js, which needs nothing.',
  'webgpu-package-broken': ({ path, reason }) =>
    `The npm package webgpu in ${path} cannot be loaded: ${reason} It needs Node 20.19 or later.`,
  'webgpu-not-in-browser': () =>
    'The engine webgpu needs a browser with WebGPU, and this one has none. Use the engine js, or another browser.',
  'webgpu-no-adapter': () =>
    'WebGPU found no graphics card on this machine. Install its driver (on Linux one with Vulkan), or use the engine js.',
  'webgpu-chains-only': () => 'The engine webgpu samples chains only: it knows the level training.',
  'webgpu-layer': ({ layer, kind }) =>
    `The engine webgpu does not know the layer ${layer}: ${kind} is not among its kernels. Use the engine js.`,
  'webgpu-experts': ({ layer }) =>
    `The engine webgpu does not know the experts of the layer ${layer}. Use the engine js.`,
  'webgpu-too-large': ({ sizes, bytes, most }) => {
    const at = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`);
    return (
      `The point at ${at.join(', ')} is too large for this device: a chain needs a buffer of ${Math.ceil(bytes / 1e6)} MB, ` +
      `and it has ${Math.floor(most / 1e6)} MB. Use smaller sizes, or another engine.`
    );
  },
  'webgpu-failed': ({ reason }) => `The device of the engine webgpu failed: ${reason}`,

  'plan-changed': ({ folder }) => `The plan has changed; the earlier run is kept in ${folder}.`,
  'disk-failed': ({ task, path, cause }) =>
    `Cannot ${disk[task]} (${path}): ${typeof cause === 'string' ? causes[cause] : cause.text}. ` +
    'What was measured before is kept; free space or choose another folder, and run again to continue.',
  'folder-in-use': ({ folder, process, host, since, lock }) =>
    `Process ${process}${host === undefined ? '' : ` on ${host}`} has been running in ${folder}${since ? ` since ${since}` : ''}. ` +
    `Wait for it, stop it, or choose another folder.${host === undefined ? '' : ` If it is gone, delete ${lock}.`}`,
  'folder-contended': ({ folder }) =>
    `Cannot take ${folder} for this run: other processes keep taking it. Choose another folder.`,
  'host-write-failed': ({ file, reason }) => `Cannot write ${file}: ${reason}. What was measured before is kept.`,
  'host-folder-in-use': ({ folder }) =>
    `A program runs in ${folder}. Wait for it; if it is gone, delete run.lock there.`,
  'plan-damaged': ({ path }) =>
    `${path} is damaged, or of another version: its points cannot be measured. Call archscale validate again.`,
  'plan-of-other-run': ({ folder }) => `The plan in ${folder} is no longer the one that this part belongs to.`,
  'no-plan-here': ({ folder }) =>
    `${folder} has no plan.json: name the folder of a run, as archscale validate prints it.`,
  'not-a-plan': ({ path }) => `${path} is no plan of a run.`,

  'log-started': ({ points, engine, device }) => `started: ${points} points, engine ${engine} on ${device}`,
  'log-point': ({ index, sizes, seed, value, error }) => {
    const at = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`);
    return `point ${index}: ${[...at, `seed ${seed}`].join(', ')}: ${value} +- ${error}`;
  },
  'log-warning': (said) => `warning: ${said.text}`,
  'log-failed': (said) => `failed: ${said.text}`,
  'log-finished': ({ seconds }) => `finished after ${seconds.toFixed(1)} s`,
  'log-interrupted': () => 'interrupted',

  'slurm-missing': ({ command }) =>
    `${command} was not found: Slurm's commands must be on the PATH to run on a cluster. Log in to a machine from which ` +
    'jobs are submitted there, or leave --on slurm out to run on this machine.',
  'slurm-late': ({ command, seconds }) => `${command} did not answer within ${seconds} s`,
  'slurm-failed': ({ command, reason }) => `${command} failed: ${reason}`,
  'slurm-said': (said) => `${said.command}: ${said.text}`,
  'slurm-unusable': ({ command, reason }, words) =>
    `Slurm cannot be used from this machine. ${text(reason, words)}. Run \`${command} --version\` here until it answers, or leave --on slurm out to ` +
    'run on this machine.',
  'slurm-refused': ({ reason }, words) => `Slurm did not take the job. ${text(reason, words)}`,
  'jobs-may-run': ({ folder, job, reason, record }, words) =>
    `Jobs on a cluster may still measure the run in ${folder} (${text(reason, words)}): ${waysOut(job)} If they are gone, delete ${record}.`,
  'jobs-run': ({ folder, job }) => `Jobs on the cluster still measure the run in ${folder}: ${waysOut(job)}`,
  'jobs-go-on': ({ job }) =>
    `The jobs on the cluster go on. The same call follows them again; "scancel --name=${job}" ends them.`,
  'job-cancelled': ({ job }) => `Slurm job ${job} was cancelled; the same call submits what is missing again.`,
  'cluster-silent': ({ reason }, words) =>
    `The cluster does not answer. ${text(reason, words)}. The same call follows its jobs again.`,
  'cluster-asked-again': ({ reason }, words) =>
    `The cluster does not answer, and is asked again. ${text(reason, words)}`,
  'left-queue': () => 'no longer in the queue',
  'part-resubmitted': ({ part, state }, words) =>
    `Part ${part} ended early (${text(state, words)}); it is submitted again.`,
  'part-failed': ({ part, reason }) => `Part ${part} failed: ${reason}`,
  'part-fruitless': ({ part, state, last }, words) =>
    `Part ${part} ended without a point, again and again (${text(state, words)}).` +
    `${last === '' ? '' : ` Its last lines:\n${last}`}`,
};

const text = (said: MessageOrText, words: Wording<ValidationMessage>): string =>
  typeof said === 'string' ? said : words(said);

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const waysOut = (job: string): string =>
  `continue it with --on slurm, end them with "scancel --name=${job}", or choose another folder.`;

const roughly = (seconds: number): string =>
  seconds < 100 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
