"""What the program says to those who write to it wrongly, and to those who ask."""
import subprocess
import unittest

import program


class Arguments(program.ProgramTest):
    def test_help_lists_every_command_and_fits_the_line(self):
        shown = self.ingot("--help").stdout
        for command in ("survey", "latest", "plan", "explain", "check", "apply", "resume", "publish", "emulate"):
            self.assertIn(f"\n  {command} ", shown)
            page = self.ingot(command, "--help").stdout
            self.assertIn("Examples", page)
            self.assertLessEqual(max(map(len, page.splitlines())), 80, page)
        self.assertLessEqual(max(map(len, shown.splitlines())), 80)

    def test_help_may_be_asked_for_in_other_ways(self):
        self.assertEqual(self.ingot("-h").stdout, self.ingot("--help").stdout)
        self.assertEqual(self.ingot("help", "plan").stdout, self.ingot("plan", "--help").stdout)
        self.ingot("help", "rollout", status=2)

    def test_the_version_is_told(self):
        self.assertRegex(self.ingot("--version").stdout, r"^ingot \d+\.\d+\.\d+\n$")

    def test_an_unknown_command_names_the_nearest(self):
        self.assertIn("did you mean 'explain'?", self.ingot("explian", status=2).stderr)
        self.assertIn("unknown command 'rollout'", self.ingot("rollout", status=2).stderr)

    def test_an_unknown_option_names_the_nearest(self):
        self.assertIn("unknown option '--polcy'; did you mean '--policy'?",
                      self.ingot("plan", "e.json", "--polcy", "p.json", status=2).stderr)

    def test_a_missing_value_is_told(self):
        self.assertIn("option '--policy' needs a value", self.ingot("plan", "e.json", "--policy", status=2).stderr)
        self.assertIn("option '--policy' needs a value",
                      self.ingot("plan", "e.json", "--policy", "--json", status=2).stderr)
        self.assertIn("option '--policy' needs a value",
                      self.ingot("plan", "e.json", "--policy=", status=2).stderr)

    def test_missing_and_needless_arguments_are_told(self):
        self.assertIn("missing option: --policy", self.ingot("plan", "e.json", status=2).stderr)
        self.assertIn("missing argument: estate.json", self.ingot("latest", status=2).stderr)
        self.assertIn("unexpected argument 'b'", self.ingot("latest", "a", "b", status=2).stderr)
        self.assertIn("takes no value", self.ingot("latest", "a", "--why=yes", status=2).stderr)
        self.assertIn("given twice", self.ingot("latest", "a", "--why", "--why", status=2).stderr)
        self.ingot("latest", "", status=2)
        self.ingot("", status=2)
        self.ingot(status=2)

    def test_a_reader_who_leaves_early_is_no_error(self):
        self.make_estate()
        process = subprocess.Popen(f"{program.INGOT} latest estate.json --why --json | head -c 1; "
                                   "exec echo ${PIPESTATUS[0]}",
                                   shell=True, executable="/bin/bash", cwd=self.directory, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        shown, complaints = process.communicate(timeout=60)
        self.assertEqual((shown, complaints), ("{0\n", ""))

    def test_output_that_cannot_be_written_is_told(self):
        self.make_estate()
        with open("/dev/full", "w") as full:
            ended = subprocess.run([program.INGOT, "latest", "estate.json"], cwd=self.directory, stdout=full,
                                   stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(ended.returncode, 1)
        self.assertIn("standard output", ended.stderr)


if __name__ == "__main__":
    unittest.main()
