#!/bin/sh
# Makes the files that test/container asks for: samples source ($1), samples ($2), output ($3).
set -eu
here=$(dirname "$0")
samples=$2
out=$3
work=$(mktemp -d)
mkdir -p "$out/images/names" "$out/images/bad" "$out/reference" "$work/named"
node "$here/draw.mjs" "$work" "$1"
cp -r "$samples/open" "$samples/closed" "$out/images/"
# The third argument is a list of options.
# shellcheck disable=SC2086
encode() { opj_compress -i "$1" -o "$2" $3 > /dev/null; }

for size in 1x1 3x2 3000x1 1x3000 5000x3; do
  encode "$work/gradient-$size.ppm" "$out/images/tiny-$size.jp2" '-n 1'
done
encode "$work/gradient-257x255.ppm" "$out/images/just-over.jp2" '-n 2'
encode "$work/gradient-3001x2003.ppm" "$out/images/few-levels.jp2" '-n 3 -t 512,512'
encode "$work/gradient-2000x1500.ppm" "$out/images/one-level.jp2" '-n 1 -t 512,512'
encode "$work/odd.ppm" "$out/images/odd.jp2" '-n 6 -t 256,256'
encode "$work/odd.ppm" "$out/images/untiled.jp2" '-n 6'
encode "$work/odd.ppm" "$out/images/layers.jp2" '-n 6 -I -r 40,20,8'
encode "$work/grey8.pgm" "$out/images/grey8.jp2" '-n 3'
encode "$work/grey12.pgm" "$out/images/grey12.jp2" '-n 3'
encode "$work/grey16.pgm" "$out/images/grey16.jp2" '-n 3'
encode "$work/rgba.pam" "$out/images/rgba.jp2" '-n 3'
encode "$work/before.ppm" "$out/images/replaced.jp2" '-n 2'
mkdir "$out/spare"
encode "$work/after.ppm" "$out/spare/after.jp2" '-n 2'
encode "$work/same-size.ppm" "$out/spare/same-size.jp2" '-n 2'

# TIFFs: a pyramid of an odd size, one without smaller copies, two pages of one size, one without tiles.
for level in 0 1 2 3; do opj_decompress -i "$out/images/odd.jp2" -o "$work/odd-$level.tif" -r "$level" > /dev/null; done
opj_decompress -i "$out/images/just-over.jp2" -o "$work/just-over.tif" > /dev/null
tiffcp -t -w 256 -l 256 -c zip "$work"/odd-[0-3].tif "$out/images/odd.tif"
tiffcp -t -w 256 -l 256 -c lzw "$work/odd-0.tif" "$out/images/flat.tif"
tiffcp -t -w 128 -l 128 -c zip "$work/odd-0.tif" "$work/odd-0.tif" "$out/images/two-pages.tif"
tiffcp -s -r 64 -c lzw "$work/just-over.tif" "$out/images/bad/strips.tif"

# Damaged and foreign files.
large=$samples/closed/survey-map.jp2
half=$(($(stat -c %s "$large") / 2))
head -c "$half" "$large" > "$out/images/bad/truncated.jp2"
head -c 40 "$large" > "$out/images/bad/header-only.jp2"
: > "$out/images/bad/empty.jp2"
echo 'no picture at all' > "$out/images/bad/text.jp2"
head -c 20000 "$out/images/odd.tif" > "$out/images/bad/truncated.tif"
cp "$out/images/odd.jp2" "$out/images/bad/corrupt.jp2"
size=$(stat -c %s "$out/images/odd.jp2")
head -c 60000 /dev/zero | tr '\0' '\377' | dd of="$out/images/bad/corrupt.jp2" bs=1 seek=$((size - 61000)) conv=notrunc 2> /dev/null
opj_compress -i "$work/subsampled.raw" -o "$out/images/bad/subsampled.jp2" -F 256,256,3,8,u@1x1:2x2:2x2 -n 2 -mct 0 > /dev/null
printf '\211PNG\r\n\032\n0000000000' > "$out/images/bad/picture.png"

# Names.
index=0
while [ -f "$work/names/$index.ppm" ]; do
  encode "$work/names/$index.ppm" "$work/named/$index.jp2" '-n 1'
  index=$((index + 1))
done
node "$here/place-names.mjs" "$work/names.json" "$work/named" "$out/images/names"
cp "$work/names.json" "$out/"

# What OpenJPEG's own tool decodes: x0,y0,x1,y1 of the master, and how many halvings.
reference() { opj_decompress -i "$1" -o "$out/reference/$2.ppm" -d "$3" -r "$4" > /dev/null; }
reference "$large" survey-full-size 2048,3072,2304,3328 0
reference "$large" survey-eighth 2048,4096,4096,6144 3
reference "$out/images/odd.jp2" odd-corner 1280,1024,1501,1103 0
reference "$out/images/layers.jp2" layers 256,256,768,768 1
rm -r "$work"
