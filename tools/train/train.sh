#!/bin/sh
# Trains weights/default.kw from nothing but the treebanks and raw text: tags, vectors of words, sentences of news, network, export, measure.
#
#   tools/train/train.sh SHARED OUT [MINUTES]
#
# SHARED holds treebanks/ and dev-sets/; OUT gets everything that is made on the way, and OUT/weights/default.kw. MINUTES of one processor go
# into the network (100 if not given: about 34 rounds, and 27 more minutes for the last steps; EWT dev LAS 86.1, GUM 86.5; two trainings differ by about 0.2). Needs the program built (preset release)
# and, from Debian 12: python3-torch libopenblas0-serial fasttext. Seeds are fixed; processor time is what ends the training, so scores repeat
# within that noise and bytes do not.
set -eu
shared=$(cd "$1" && pwd) out=$2 minutes=${3:-100}
cd "$(dirname "$0")/../.."
mkdir -p "$out/weights"
out=$(cd "$out" && pwd)
ewt=$shared/treebanks/en_ewt/en_ewt-ud gum=$shared/treebanks/en_gum/en_gum-clean
build=${BUILD:-build/release}
python=${PYTHON:-/usr/bin/python3}  # Debian's, for python3-torch
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

g++ -std=c++20 -O2 -I. tools/train/tagged_main.cpp khaldun/language/analysis.cpp khaldun/language/conllu.cpp khaldun/language/tagger.cpp \
  khaldun/language/words_seen.cpp khaldun/language/letters.cpp khaldun/language/time_words.cpp khaldun/learn/feature_table.cpp \
  khaldun/learn/perceptron.cpp khaldun/learn/weights_file.cpp -o "$out/khaldun_tagged"
tagged="$out/khaldun_tagged"

# Tags as the parser will see them: by taggers that have not seen the sentence.
"$tagged" --folds 4 "$ewt-train.conllu" "$gum-train.conllu" > "$out/train.tsv"
"$tagged" --weights weights "$ewt-dev.conllu" > "$out/dev_ewt.tsv"
"$tagged" --weights weights "$gum-dev.conllu" > "$out/dev_gum.tsv"
for news in "1 10000" "11 13000" "12 17000"; do  # seed and number of sentences of news
  set -- $news
  "$python" tools/train/news_sentences.py lexicon "$2" "$1" > "$out/news$1.conllu"
  "$tagged" --weights weights "$out/news$1.conllu" > "$out/news$1.tsv"
done

# Vectors of words; a word is named by its hash, so that Python and C++ cannot differ in it.
"$build/khaldun" parse "$shared/dev-sets/current-events/docs.jsonl" > "$out/raw.conllu"
"$build/khaldun" parse "$shared/dev-sets/dates-wikiwars/docs.jsonl" >> "$out/raw.conllu"
"$tagged" --weights weights "$out/raw.conllu" > "$out/raw.tsv"
cat "$out/train.tsv" "$out/raw.tsv" | awk -F'\t' '{ if (NF < 2) print ""; else printf "%s ", $1 }' > "$out/raw.txt"
fasttext skipgram -input "$out/raw.txt" -output "$out/vec" -dim 64 -minCount 4 -ws 3 -epoch 12 -minn 0 -maxn 0 -neg 8 -lr 0.05 -thread 1

"$python" tools/train/train_neural.py train "$out/train.tsv" --beside "$out/news1.tsv" --vectors "$out/vec.vec" \
  --dev "$out/dev_ewt.tsv" "$out/dev_gum.tsv" --minutes "$minutes" --dropout 0.3 --seed 1 --out "$out/model.pt"
"$python" tools/train/train_neural.py export "$out/model.pt" "$out/weights/default.kw"
for file in weights/*; do
  [ "${file##*/}" = default.kw ] || cp "$file" "$out/weights/"
done

# The lexicon's examples, with the trees under which they come out as marked; some more steps with them.
"$python" tools/train/silver_sentences.py "$build/khaldun" lexicon "$out/weights" > "$out/silver.conllu"
"$tagged" --weights weights "$out/silver.conllu" > "$out/silver.tsv"
# Three times, each with other sentences of news; their mean is better than each.
for run in "1 1100" "11 1500" "12 1800"; do  # seed and steps
  set -- $run
  "$python" tools/train/train_neural.py train "$out/train.tsv" --beside "$out/news$1.tsv" "$out/silver.tsv" --vectors "$out/vec.vec" --resume "$out/model.pt" \
    --dev "$out/dev_ewt.tsv" "$out/dev_gum.tsv" --steps "$2" --rate 7e-4 --dropout 0.3 --seed "$1" --out "$out/more$1.pt"
done
"$python" tools/train/train_neural.py export "$out/more1.pt" "$out/more11.pt" "$out/more12.pt" "$out/weights/default.kw"
"$build/tools/train/khaldun_train" --measure "$out/weights" "$ewt-dev.conllu" "$gum-dev.conllu"
