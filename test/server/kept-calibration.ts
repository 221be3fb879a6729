/**
 * The calibration file of a study Cubic of a two-layer network, with a third Hermite target: prefactor 8, from 7.5 to 8.5.
 * Where P* ~ sqrt(N*d) = 512 it gives 4096, from 3840 to 4352.
 * @param activation another one than that of the study makes it hold for another network.
 */
export const keptCalibration = (activation = 'erf'): string =>
  JSON.stringify({
    format: 1,
    studies: {
      Cubic: [
        {
          pattern: 'specialization',
          prefactor: { value: 8, interval: [7.5, 8.5] },
          run: 'runs/Cubic',
          level: 'training',
          verdict: 'agrees',
          sizes: { d: [128, 4096] },
          measured: {
            subject: `gaussian(dimension a); dense(sizes (width b), activation ${activation}); linear(scaling standard); hermite(terms [(degree 3, coefficient 1)], directions 1)`,
            energy: 'sqrt(a*b)',
          },
        },
      ],
    },
  });
