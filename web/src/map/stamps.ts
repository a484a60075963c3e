/** Each category has a character of its own, cut like a seal. */
export const CHARACTERS: Record<string, string> = {
  temple: "寺",
  shrine: "社",
  church: "堂",
  castle: "城",
  historic: "史",
  memorial: "碑",
  museum: "博",
  gallery: "画",
  art: "芸",
  craft: "匠",
  industry: "産",
  park: "園",
  garden: "庭",
  nature: "山",
  viewpoint: "景",
  beach: "浜",
  onsen: "湯",
  zoo: "獣",
  farm: "農",
  outdoor: "野",
  culture: "文",
  food: "食",
  cafe: "茶",
  shop: "店",
};

export function characterOf(category: string | null): string {
  return CHARACTERS[category ?? ""] ?? "寄";
}

export interface StampInk {
  fill: string;
  line: string;
  text: string;
}

/** Draw a seal of 26 points: square, or doubly lined where few visitors know the place. */
export function drawStamp(character: string, ink: StampInk, lesser: boolean): ImageData {
  const ratio = 2;
  const size = 26 * ratio;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(size, size);
  pen.scale(ratio, ratio);
  pen.beginPath();
  pen.roundRect(1.5, 1.5, 23, 23, lesser ? 11.5 : 6);
  pen.fillStyle = ink.fill;
  pen.fill();
  pen.strokeStyle = ink.line;
  pen.lineWidth = lesser ? 1.3 : 1.1;
  pen.stroke();
  if (lesser) {
    pen.beginPath();
    pen.roundRect(3.8, 3.8, 18.4, 18.4, 9.2);
    pen.lineWidth = 0.8;
    pen.stroke();
  }
  pen.fillStyle = ink.text;
  const points = character.length > 1 ? 9.5 : lesser ? 12.5 : 14.5;
  pen.font = `600 ${points}px "Hiragino Mincho ProN","Yu Mincho","Noto Serif CJK JP",serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(character, 13, 13.7);
  return pen.getImageData(0, 0, size, size);
}
