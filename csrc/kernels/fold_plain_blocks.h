/* The way through a text for folds without masked loads.  Included behind what it is made of, which differs by
 * instruction set: the type `block` of BLOCK bytes, READ (how many bytes a block looks at), INLINE, load(), next_of()
 * and fold_block(). */
#ifndef RSN_FOLD_PLAIN_BLOCKS_H
#define RSN_FOLD_PLAIN_BLOCKS_H

/* The block that ends with the text; what was taken of it before, up to lane `begin`, is not taken again. */
INLINE bool fold_last(rsn_fold_run *run, block first, uint32_t begin, rsn_fold_carry *before)
{
    block second = next_of(first);
    return fold_block(run, first, second, next_of(second), begin, before);
}

/* A text that has no whole block. */
INLINE void fold_short(rsn_fold_run *run, rsn_fold_carry *before)
{
    uint8_t room[BLOCK] = {0};
    memcpy(room, run->text + run->at, run->size - run->at);
    (void)fold_last(run, load(room), 0, before);
}

/* Up to the end of the text or a character that is not done here. */
INLINE void fold_blocks(rsn_fold_run *given)
{
    rsn_fold_run run = *given; /* in registers: nothing that is stored below can change it */
    bool is_behind_blank = run.written == 0 || run.bytes[run.written - 1] == ' ' || run.bytes[run.written - 1] == '\n';
    rsn_fold_carry before = {.blanks = is_behind_blank};
    bool is_whole = true;
    while (is_whole && run.size - run.at >= READ) {
        const uint8_t *here = run.text + run.at;
        is_whole = fold_block(&run, load(here), load(here + 1), load(here + 2), 0, &before);
    }
    if (is_whole && run.size - run.at == READ - 1) { /* the third byte of the last lane is behind the end */
        block second = load(run.text + run.at + 1);
        is_whole = fold_block(&run, load(run.text + run.at), second, next_of(second), 0, &before);
    }
    if (is_whole && run.size >= BLOCK && run.at < run.size)
        (void)fold_last(&run, load(run.text + run.size - BLOCK), run.at - (run.size - BLOCK), &before);
    else if (is_whole && run.at < run.size)
        fold_short(&run, &before);
    *given = run;
}

#endif
