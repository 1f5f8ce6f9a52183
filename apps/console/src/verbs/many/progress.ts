import { create } from "zustand";

/** How far the verb on many has come, while one runs. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

const store = create<{ readonly progress: Progress | null }>(() => ({ progress: null }));

export const useManyProgress = (): Progress | null => store(({ progress }) => progress);
export const tellProgress = (progress: Progress | null) => store.setState({ progress });
