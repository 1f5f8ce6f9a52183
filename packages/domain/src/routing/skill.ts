/** 1 knows a little, 5 teaches it. */
export type SkillLevel = 1 | 2 | 3 | 4 | 5;

/** Skill → least level. */
export type RequiredSkills = Readonly<Record<string, SkillLevel>>;

export const NO_SKILLS: RequiredSkills = {};
