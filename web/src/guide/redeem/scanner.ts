/** Reading codes from the camera: by the browser itself where it can, else by jsQR, which comes then. */

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

export type CameraFault = "denied" | "none" | "decoder";

export class CameraError extends Error {
  constructor(readonly fault: CameraFault) {
    super(fault);
  }
}

type Read = (video: HTMLVideoElement) => Promise<string | null>;

async function byBrowser(): Promise<Read | null> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats: string[] = (await found?.getSupportedFormats().catch(() => [])) ?? [];
  if (!found || !formats.includes("qr_code")) return null;
  const detector = new found({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

const WIDEST = 640;

async function byLibrary(): Promise<Read> {
  const { default: jsQR } = await import("jsqr").catch(() => {
    throw new CameraError("decoder");
  });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? null;
  };
}

async function opened(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError("none");
  const video = { facingMode: "environment", width: { ideal: 1280 } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((cause: unknown) => {
    const name = cause instanceof DOMException ? cause.name : "";
    throw new CameraError(name === "NotAllowedError" ? "denied" : "none");
  });
}

const PAUSE_MS = 120;

/** Show the camera in `video` and call `onText` with every code; the function returned ends it. */
export async function watchCamera(
  video: HTMLVideoElement,
  onText: (text: string) => void,
): Promise<() => void> {
  const stream = await opened();
  let running = true;
  const stop = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    const read = (await byBrowser()) ?? (await byLibrary());
    video.srcObject = stream;
    await video.play();
    const look = async () => {
      if (!running) return;
      const text = await read(video).catch(() => null);
      if (running && text) onText(text);
      if (running) setTimeout(() => void look(), PAUSE_MS);
    };
    void look();
    return stop;
  } catch (failure) {
    stop();
    throw failure;
  }
}
