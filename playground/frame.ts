/** A page of the extension in a frame: it sends and gets the same messages as in VS Code. */
export class PageFrame<ToPage, FromPage extends { readonly type: string }> {
  readonly element = document.createElement('iframe');
  private last: ToPage | undefined;

  /**
   * @param page the name of the page's script
   * @param receive gets what the page asks for
   */
  constructor(page: string, title: string, receive: (message: FromPage) => void) {
    this.element.name = page;
    this.element.title = title;
    this.element.src = `page-${page}.html`;
    window.addEventListener(
      'message',
      ({ source, origin, data }: MessageEvent<{ page?: string; message: FromPage }>) => {
        // What helps a reader of the screen may send messages between frames too.
        if (origin !== location.origin || source !== this.element.contentWindow || data.page !== page) return;
        if (data.message.type === 'ready') this.repeat();
        else receive(data.message);
      },
    );
  }

  /** Tells the page something, again when it has loaded only then. */
  post(message: ToPage): void {
    this.last = message;
    this.repeat();
  }

  private repeat(): void {
    if (this.last !== undefined) this.element.contentWindow?.postMessage(this.last, location.origin);
  }
}
