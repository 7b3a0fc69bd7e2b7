package org.xraystream.quality;

/**
 * How a champion and its predecessor did on labelled scans of one kind, each child counted once.
 *
 * @param both scans read by both since the champion's release
 * @param onlyChampionWrong of these, where the champion alone decided wrongly
 * @param onlyPredecessorWrong of these, where the predecessor alone decided wrongly
 * @param champion scans read by the champion since its release
 * @param championWrong of these, decided wrongly
 * @param predecessor scans read by the predecessor before that
 * @param predecessorWrong of these, decided wrongly
 */
record Standing(
        long both,
        long onlyChampionWrong,
        long onlyPredecessorWrong,
        long champion,
        long championWrong,
        long predecessor,
        long predecessorWrong) {

    static final Standing NONE = new Standing(0, 0, 0, 0, 0, 0, 0);

    Standing withChampion(boolean wrong) {
        return new Standing(
                both,
                onlyChampionWrong,
                onlyPredecessorWrong,
                champion + 1,
                championWrong + (wrong ? 1 : 0),
                predecessor,
                predecessorWrong);
    }

    Standing withPredecessor(boolean wrong) {
        return new Standing(
                both,
                onlyChampionWrong,
                onlyPredecessorWrong,
                champion,
                championWrong,
                predecessor + 1,
                predecessorWrong + (wrong ? 1 : 0));
    }

    Standing withBoth(boolean isChampionWrong, boolean isPredecessorWrong) {
        return new Standing(
                        both + 1,
                        onlyChampionWrong + (isChampionWrong && !isPredecessorWrong ? 1 : 0),
                        onlyPredecessorWrong + (isPredecessorWrong && !isChampionWrong ? 1 : 0),
                        champion,
                        championWrong,
                        predecessor,
                        predecessorWrong)
                .withChampion(isChampionWrong);
    }

    /** By how much the champion's share of wrong decisions exceeds the predecessor's where both read. */
    double rise() {
        return both == 0 ? 0 : (double) (onlyChampionWrong - onlyPredecessorWrong) / both;
    }
}
