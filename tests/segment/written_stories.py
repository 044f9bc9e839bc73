"""Articles written for the tests."""

FERRY = (
    "Night ferry to Orsund cancelled after engine fire",
    "The night ferry between Hallvik and Orsund was cancelled on Tuesday after a fire broke out in its engine room, the coast guard said.",
    "All 214 passengers were taken off the Maren Grieg by lifeboat, coast guard spokeswoman Ingrid Dahl told reporters in Hallvik.",
    "“It was smoke more than fire, and the crew did what they had been trained to do,” Dahl said.",
    "Captain Lars Winther had turned the ship around when the alarm went off shortly after midnight, she added.",
    "The ferry company Nordlink said it would repay all tickets and put a smaller ship on the route by Friday.",
)
WHEAT = (
    "Wheat prices fall as Tarvia reports record harvest",
    "Wheat prices fell to their lowest level in three years on Thursday after Tarvia, the region's biggest exporter, reported a record harvest.",
    "Agriculture Minister Pavel Orlik said farmers had brought in 41 million tonnes, a tenth more than last summer.",
    "Traders in Port Selim said the glut would last until spring, and that silos were full as far as the border.",
    "Orlik asked banks to give farmers more time to repay their loans.",
    "“A good harvest must not ruin those who brought it in,” he said.",
)
CHESS = (
    "Teenager Mira Solanki wins national chess title",
    "Fifteen-year-old Mira Solanki became the youngest national chess champion on Sunday, beating grandmaster Tomas Brenner in the last round.",
    "Solanki, who learned the game from her grandmother, gave up a rook in the opening and never lost the attack.",
    "Brenner resigned on move 34 and shook hands for a long time.",
    "“She saw everything,” said Brenner, who has won the title six times.",
    "The world championship for juniors begins in Lisbon next month.",
)
COURT = (
    "Court orders chemical plant on Lenz river to close",
    "A court in Weidenau ordered the Kessler chemical plant on Monday to stop work within ten days because its waste water poisons the Lenz.",
    "Judge Helene Aumann said the company had known of the leak since 2019 and had told neither the town nor its own workers.",
    "Environmental group Clear Lenz had sued after anglers found hundreds of dead trout below the weir.",
    "Kessler's lawyer, Martin Vogt, said the company would appeal and that 600 jobs were at risk.",
    "Aumann gave the town until June to test all wells along the river.",
)
STORIES = (FERRY, WHEAT, CHESS, COURT)


def dump(stories, *, titles=True, between="\n", inside="\n"):
    """The stories one after the other, and the offset at which each begins."""
    text, starts = "", []
    for story in stories:
        text += between if text else ""
        starts.append(len(text))
        text += inside.join(story if titles else story[1:])
    return text, starts
