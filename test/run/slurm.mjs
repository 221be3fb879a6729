import { findProgram, testsThatNeedPrograms } from './needed-programs.mjs';

/** Where Debian has daemons, which a user's PATH need not name. */
const daemonFolders = ['/usr/sbin', '/sbin'];
const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel'];

/** The tests on a real Slurm; they may not be skipped when ARCHSCALE_SLURM=required. */
export function slurmTests() {
  const missing = programs.filter((program) => !findProgram([program], daemonFolders));
  return testsThatNeedPrograms('slurm', {
    config: 'vitest.slurm.config.ts',
    missing:
      missing.length > 0
        ? `Slurm is missing (${missing.join(', ')}): install it (Debian: apt-get install slurm-wlm munge).`
        : process.getuid?.() === 0
          ? undefined
          : 'The tests on Slurm start its daemons, which only root may do.',
    isRequired: process.env.ARCHSCALE_SLURM === 'required',
  });
}
