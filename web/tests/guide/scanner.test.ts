import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchCamera } from "../../src/guide/redeem/scanner";

const TICKET = "YM1.b1.abcdefghijklmnopqrstuvwx";
const stopped = vi.fn();
const drawn = vi.fn();
const detected = vi.fn(async () => [{ rawValue: TICKET }]);

/** A film that is being shown, as far as a reader looks at it. */
function screen(): HTMLVideoElement {
  const film = { play: async () => undefined, videoWidth: 640, videoHeight: 480, srcObject: null };
  return film as unknown as HTMLVideoElement;
}

/** A device with a camera, or one that fails like this when it is asked for it. */
function holdCamera(failure?: DOMException): void {
  const getUserMedia = async () => {
    if (failure) throw failure;
    return { getTracks: () => [{ stop: stopped }] };
  };
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
}

/** A browser that reads codes of these formats itself. */
function readItself(...formats: string[]): void {
  const detector = class {
    static getSupportedFormats = async () => formats;
    detect = detected;
  };
  vi.stubGlobal("BarcodeDetector", detector);
}

beforeEach(() => {
  holdCamera();
  const context = {
    drawImage: drawn,
    getImageData: () => ({ data: new Uint8ClampedArray(640 * 480 * 4), width: 640, height: 480 }),
  };
  const paint = vi.spyOn(HTMLCanvasElement.prototype, "getContext");
  paint.mockReturnValue(context as never);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.clearAllMocks();
});

test("a browser that reads codes itself does so, and the library stays where it is", async () => {
  readItself("ean_13", "qr_code");
  const told = vi.fn();
  const stop = await watchCamera(screen(), told);
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith(TICKET));
  stop();
  expect(drawn).not.toHaveBeenCalled();
});

test.each([
  ["no reader at all", null],
  ["a reader for other codes only", ["ean_13"]],
])("with %s in the browser the library looks at the picture", async (_, formats) => {
  if (formats) readItself(...formats);
  const told = vi.fn();
  const stop = await watchCamera(screen(), told);
  await vi.waitFor(() => expect(drawn).toHaveBeenCalled());
  stop();
  expect(detected).not.toHaveBeenCalled();
  expect(told).not.toHaveBeenCalled();
});

test("once it is ended the camera is off, and nothing more is told", async () => {
  readItself("qr_code");
  const told = vi.fn();
  const film = screen();
  const stop = await watchCamera(film, told);
  stop();
  expect(stopped).toHaveBeenCalled();
  expect(film.srcObject).toBeNull();
  const before = told.mock.calls.length;
  await new Promise((done) => setTimeout(done, 200));
  expect(told).toHaveBeenCalledTimes(before);
});

test.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "none"],
  ["NotReadableError", "none"],
])("a camera that fails with %s is told as %s", async (name, fault) => {
  holdCamera(new DOMException("", name));
  await expect(watchCamera(screen(), vi.fn())).rejects.toMatchObject({ fault });
});

test("a device without cameras is told from one whose camera is refused", async () => {
  vi.stubGlobal("navigator", {});
  await expect(watchCamera(screen(), vi.fn())).rejects.toMatchObject({ fault: "none" });
});
