//! Lists of small numbers, one list for each parent, in two arrays.

/// Members by parent.
#[derive(Default)]
pub(crate) struct Groups {
    /// Where the list of each parent begins, and where the last one ends.
    starts: Box<[u16]>,
    members: Box<[u16]>,
}

impl Groups {
    /// Groups pairs of parent and member; the members of a parent stand in ascending order.
    pub(crate) fn new(parents: u16, mut pairs: Vec<(u16, u16)>) -> Self {
        pairs.sort_unstable();
        let first = |parent: u16| u16::try_from(pairs.partition_point(|pair| pair.0 < parent)).unwrap_or(u16::MAX);
        let starts = (0..=parents).map(first).collect();
        Self { starts, members: pairs.into_iter().map(|(_, member)| member).collect() }
    }

    /// The members of a parent.
    pub(crate) fn of(&self, parent: u16) -> &[u16] {
        let at = |index: usize| self.starts.get(index).map(|start| usize::from(*start));
        let parent = usize::from(parent);
        at(parent).zip(at(parent + 1)).and_then(|(from, to)| self.members.get(from..to)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parent_has_its_members() {
        let groups = Groups::new(4, vec![(2, 7), (0, 5), (2, 1)]);
        let lists: Vec<&[u16]> = (0..5).map(|parent| groups.of(parent)).collect();
        assert_eq!(lists, [&[5][..], &[], &[1, 7], &[], &[]]);
    }
}
