import type { RunEvent } from '../../validation/result.js';
import { estimatedDuration, numberText } from '../numbers.js';

/** A run's progress on stderr: one line that is rewritten in a terminal, a line for each step elsewhere. */
export class Progress {
  private isLineOpen = false;

  constructor(private readonly stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) {}

  /** Shows an event; those that belong to the result are not shown. */
  show(event: RunEvent): void {
    switch (event.event) {
      case 'started':
        this.line(`${event.points} points to measure on ${event.device}, engine ${event.engine}`);
        break;
      case 'progress':
        this.rewrite(`${event.done} of ${event.of}${timeLeft(event.secondsLeft)}`);
        break;
      case 'queue':
        this.line(`${event.name}: ${inQueue(event)}`);
        break;
      case 'warning':
        this.line(`warning: ${event.message}`);
        break;
      case 'point':
      case 'finished':
      case 'failed':
        break;
    }
  }

  /** Says at which size the plan looks for the lowest state; in a terminal the next replaces it. */
  look(variable: string, value: number): void {
    this.rewrite(`choosing the sizes to measure: ${variable} = ${numberText(value)}`);
  }

  /** Takes away the line that is being rewritten. */
  wipe(): void {
    if (this.isLineOpen) this.stream.write('\r\u001b[K');
    this.isLineOpen = false;
  }

  /** Ends the line that is being rewritten. */
  end(): void {
    if (this.isLineOpen) this.stream.write('\n');
    this.isLineOpen = false;
  }

  private line(text: string): void {
    this.end();
    this.stream.write(`${text}\n`);
  }

  private rewrite(text: string): void {
    if (!this.stream.isTTY) {
      this.line(text);
      return;
    }
    this.stream.write(`\r\u001b[K${text}`);
    this.isLineOpen = true;
  }
}

function inQueue({ running, waiting, reason }: Extract<RunEvent, { event: 'queue' }>): string {
  const waits = waiting === 0 ? '' : `, ${waiting} waiting${reason === undefined ? '' : ` (${reason})`}`;
  return `${running} ${running === 1 ? 'part' : 'parts'} running${waits}`;
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '';
  if (seconds < 1) return ', less than a second left';
  return `, ${estimatedDuration(seconds)} left`;
}
