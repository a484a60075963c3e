/** Whether a map did not begin because the browser cannot draw one, however often it tries. */
export function lacksWebGl(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes("Failed to initialize WebGL");
}
