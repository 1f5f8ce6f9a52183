import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "../workspace/workspace-context.ts";

/** Where somebody's day begins: supervisors at the board, everybody else at the inbox. */
export function Home() {
  const { role } = useMe();
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: role === "supervisor" ? "/live" : "/inbox", replace: true });
  }, [role, navigate]);
  return null;
}
